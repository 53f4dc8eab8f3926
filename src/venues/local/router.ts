// Strict routes: a method and a path, with `:name` for what varies. What no route takes is told in the venue's own words.
import { assert } from '../../core/assert.ts';
import type { LocalRequest, Reply } from './request.ts';

/** What a request is for, whatever the venue calls it: faults strike by it. */
export type RequestPurpose = 'place' | 'cancel' | 'query' | 'session' | 'public';

export interface Route {
  readonly purpose: RequestPurpose;
  answer(request: LocalRequest): Reply;
}

export interface MatchedRoute {
  readonly route: Route;
  readonly parameters: Readonly<Record<string, string>>;
}

interface Pattern {
  readonly segments: readonly string[];
  readonly route: Route;
}

const nothing: MatchedRoute['parameters'] = {};

export class Router {
  readonly #exact = new Map<string, MatchedRoute>();
  readonly #patterns: Pattern[] = [];

  /** `name` as in "POST /api/v1/order" or "DELETE /v1/orders/:id". */
  add(name: string, route: Route): void {
    assert(/^(GET|POST|PUT|DELETE) \//.test(name), `a route is a method and a path, not ${name}`);
    assert(!this.#exact.has(name), `the route ${name} is there once`);
    if (name.includes('/:')) this.#patterns.push({ segments: name.split('/'), route });
    else this.#exact.set(name, { route, parameters: nothing });
  }

  match(method: string, path: string): MatchedRoute | undefined {
    const name = `${method} ${path}`;
    return this.#exact.get(name) ?? this.#matchPattern(name.split('/'));
  }

  #matchPattern(segments: readonly string[]): MatchedRoute | undefined {
    for (const { segments: pattern, route } of this.#patterns) {
      if (pattern.length !== segments.length) continue;
      const parameters: Record<string, string> = {};
      const fits = pattern.every((part, index) => {
        const segment = segments[index] ?? '';
        if (!part.startsWith(':')) return part === segment;
        parameters[part.slice(1)] = decoded(segment);
        return segment !== '';
      });
      if (fits) return { route, parameters };
    }
    return undefined;
  }
}

/** What is not properly encoded stands for itself. */
function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
