import { addTo, distinctBy, getOrMake } from '../maps.ts';
import type { FileId } from '../model.ts';
import type { AnalysisParts } from './analyse/analyse.ts';
import { createApplications } from './apply/applications.ts';
import { createHandedOver } from './apply/handed-over.ts';
import { createCollector } from './collect/collector.ts';
import { ALL, nothingTouched, type Touched } from './dependents.ts';
import type { ModuleGraph } from './evaluate/context.ts';
import { createEvaluator } from './evaluate/evaluator.ts';
import { implementedBy } from './evaluate/implemented.ts';
import type { Module } from './evaluate/values.ts';
import { createMdxComponents, type MdxComponents } from './mdx-components.ts';
import { type AutoImports, createAutoImports } from './modules/auto-imports.ts';
import { createResolver, type Resolver } from './modules/resolver.ts';
import type { Node } from './nodes.ts';
import { createOutlines, type Outlines } from './outlines.ts';
import type { SourceHost } from './port.ts';
import { createLeads } from './reach/leads.ts';
import { createReach, type Reach } from './reach/reach.ts';
import { createShown, type Shown } from './shown.ts';
import { createSources, type OnFailure, type Source, type Sources } from './sources.ts';
import { createWrappers, type Wrappers } from './wrappers.ts';

/** What looks into the files of a workspace, and knows what they have in common. */
export interface Tools {
  readonly resolver: Resolver;
  readonly autoImports: AutoImports;
  readonly mdxComponents: MdxComponents;
  readonly wrappers: Wrappers;
  readonly sources: Sources;
  readonly reach: Reach;
  readonly outlines: Outlines;
  readonly occurrencesAt: Shown;
  readonly parts: AnalysisParts;
  /** A file as code, whose answers the one that is worked out rests on. */
  load(file: FileId): Source | undefined;
  /** Begins an answer; what is handed back fills with what the answer rests on. */
  begin(): Touched;
  /** Forgets where imports lead, and every value. */
  forgetImports(): void;
}

/** Makes the tools and joins them. */
export function createTools(host: SourceHost, onFailure: OnFailure): Tools {
  let touched = nothingTouched();
  const onTouch = (how: keyof Touched, file: FileId, name: string) => addTo(touched[how], file, name);
  const onRead = (file: FileId) => onTouch('read', file, ALL);
  const onPassed = (file: FileId) => getOrMake(touched.passed, file, () => new Set());
  const resolver = createResolver(host);
  const { resolve } = resolver;
  const autoImports = createAutoImports(host, resolver);
  const mdxComponents = createMdxComponents((file) => resolver.packageOf(file)?.folder);
  const wrappers = createWrappers((fn) => parts.evaluator.memory.forget(fn));
  const sources = createSources(host, { isKept: (file) => wrappers.files.has(file), onFailure });
  const isAutoImported = (name: string, from: FileId) => autoImports.find(name, from) !== undefined;
  const reach = createReach({ wrappers, textOf: sources.textForNames, onPassed, resolve, isAutoImported });
  const outlines = createOutlines({ textOf: sources.textForNames, moduleOf: (file) => sources.load(file)?.module });
  const moduleOf = (file: FileId) => load(file)?.module;
  const leadsToWrapper = createLeads({
    wrappers,
    reach,
    resolver,
    pass(file, name) {
      onTouch('passed', file, name);
      return name === ALL ? moduleOf(file) : outlines.pass(file, name);
    },
    onRead: (file, name) => onTouch('read', file, name),
  });
  const occurrencesAt = createShown({ host, resolver, moduleOf, onRead });
  const graph: ModuleGraph = {
    load: moduleOf,
    pass: outlines.pass,
    onTouch,
    resolve,
    autoImport: autoImports.find,
    given: mdxComponents.find,
    implementers,
  };
  let parts = createParts();

  function createParts(): AnalysisParts {
    const evaluator = createEvaluator(graph);
    const collector = createCollector(evaluator);
    const applications = createApplications(evaluator, collector, wrappers);
    const handedOver = createHandedOver(evaluator);
    return { evaluator, collector, applications, wrappers, handedOver, mdxComponents, leadsToWrapper };
  }

  function implementers(name: string): { node: Node; module: Module }[] {
    return distinctBy(wrappers.holders, ({ node }) => node).filter(({ node }) =>
      implementedBy(node).some((each) => each.name === name),
    );
  }

  function load(file: FileId): Source | undefined {
    onRead(file);
    return sources.load(file);
  }

  return {
    resolver,
    autoImports,
    mdxComponents,
    wrappers,
    sources,
    reach,
    outlines,
    occurrencesAt,
    get parts() {
      return parts;
    },
    load,
    begin() {
      touched = nothingTouched();
      return touched;
    },
    forgetImports() {
      resolver.forget();
      autoImports.forget();
      reach.forget();
      outlines.clear();
      parts = createParts();
    },
  };
}
