import { useEffect, useState } from 'react';
import {
  type Suggestion,
  suggestionsFor,
  typedValue,
  type ValueCount,
} from '#core/delivery/filter/suggest.ts';
import { engine } from '#renderer/platform/client.ts';
import { endpointNameOf } from '#renderer/platform/directory-store.ts';

type Values = Awaited<ReturnType<typeof engine.deliveries.values>>;

function thereOf(values: Values | null, key: string): readonly ValueCount[] {
  if (!values) return [];
  switch (key) {
    case 'provider':
      return values.provider;
    case 'type':
      return values.eventType;
    case 'verdict':
      return values.verdict;
    case 'direction':
      return values.direction;
    case 'status':
      return values.status;
    case 'endpoint':
      return values.endpoint.flatMap(({ value, count }) => {
        const name = endpointNameOf(value);
        return name === null ? [] : [{ value: name, count }];
      });
    default:
      return [];
  }
}

/** What may be typed next in the search box. What is there is asked for when a value is begun. */
export function useSuggestions(text: string, wanted: boolean): readonly Suggestion[] {
  const [values, setValues] = useState<Values | null>(null);
  const key = wanted ? (typedValue(text)?.key ?? null) : null;
  useEffect(() => {
    if (key === null) return;
    const abort = new AbortController();
    engine.deliveries
      .values({}, { signal: abort.signal })
      .then(setValues)
      // Without them the box suggests what is always there.
      .catch(() => undefined);
    return () => abort.abort();
  }, [key]);
  return suggestionsFor(text, (name) => thereOf(values, name));
}
