import type { Span } from '../../../model.ts';
import type { CodeWriter } from '../code.ts';

/** One property of a component as JSX writes it; `text` is a plain string, without its quotes. */
export interface JsxProperty {
  readonly name: string;
  readonly form: 'text' | 'expression' | 'template' | 'spread' | 'none';
  readonly value: Span;
}

/** Writes `<Name …/>;`: a component of a template as the evaluator knows it from JSX, without its children. */
export function writeElement(writer: CodeWriter, name: string, properties: readonly JsxProperty[]): void {
  writer.write(`<${name}`);
  for (const property of properties) {
    writer.write(' ');
    writeProperty(writer, property);
  }
  writer.write('/>;\n');
}

export function writeProperty(writer: CodeWriter, { name, form, value }: JsxProperty): void {
  const [before, after] = surroundings(form);
  writer.write(`${name}${before}`);
  if (form === 'text' || form === 'template') {
    writer.copy({ start: value.start - 1, end: value.end + 1 }); // with its quotes
  } else {
    writer.copy(value);
  }
  writer.write(after);
}

function surroundings(form: JsxProperty['form']): readonly [string, string] {
  switch (form) {
    case 'expression':
      return ['={', '}'];
    case 'template':
      return ['={', '}'];
    case 'spread':
      return ['{...', '}'];
    case 'text':
      return ['=', ''];
    default:
      return ['', ''];
  }
}

/** Writes an expression as a statement of its own. */
export function writeExpression(writer: CodeWriter, expression: Span): void {
  writer.write(';(');
  writer.copy(expression);
  writer.write(');\n');
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
