import type { Span } from '../../../model.ts';
import type { CodeWriter } from '../code.ts';
import type { Attribute, OpenTag } from './markup.ts';

/** One property of a component as JSX writes it; `text` is a plain string, without its quotes. */
export interface JsxProperty {
  readonly name: string;
  readonly form: 'text' | 'expression' | 'template' | 'spread';
  readonly value: Span;
}

/** Writes `<Name …/>;`: a component of a template as the evaluator knows it from JSX, without its children. */
export function writeElement(
  writer: CodeWriter,
  name: string,
  { attributes }: OpenTag,
  propertyOf: (attribute: Attribute) => JsxProperty | undefined,
): void {
  writer.write(`<${name}`);
  for (const attribute of attributes) {
    const property = propertyOf(attribute);
    if (property) {
      writer.write(' ');
      writeProperty(writer, property);
    }
  }
  writer.write('/>;\n');
}

export function writeProperty(writer: CodeWriter, { name, form, value }: JsxProperty): void {
  const quoted = { start: value.start - 1, end: value.end + 1 };
  switch (form) {
    case 'text':
      writer.write(name, '=', quoted);
      break;
    case 'template':
      writer.write(name, '={', quoted, '}');
      break;
    case 'expression':
      writer.write(name, '={', value, '}');
      break;
    case 'spread':
      writer.write('{...', value, '}');
      break;
  }
}

/** Writes an expression as a statement of its own. */
export function writeExpression(writer: CodeWriter, expression: Span): void {
  writer.write(';(', expression, ');\n');
}

/** Begins `for (const variable of list) {`. */
export function writeLoopOver(writer: CodeWriter, variable: Span, list: Span): void {
  writer.write('for (const ', variable, ' of ', list, ') {\n');
}

/** `nuxt-img` and `NuxtImg` are the same component. */
export function pascalCase(name: string): string {
  return name.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
}

export function camelCase(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** A name that begins with a capital or holds a dot is a component, as JSX has it. */
export function isComponentName(name: string): boolean {
  return /^[A-Z]|\./.test(name) && /^[\w$.]+$/.test(name);
}
