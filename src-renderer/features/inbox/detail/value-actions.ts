import { Copy, ListFilter, Route } from 'lucide-react';
import { type JsonPath, printJsonPath } from '#core/json/path.ts';
import { copyText } from '#renderer/ui/copy-text.ts';
import type { MenuItem } from '#renderer/ui/menu.tsx';
import type { JsonPlace } from '#renderer/ui/text/json-view.tsx';
import { useInbox } from '../inbox-store.ts';

const pathOf = ({ place }: JsonPlace): JsonPath =>
  place.map((step) => (typeof step === 'number' ? { index: step } : { name: step }));

/** Longer values are nobody's filter. */
const longestValue = 300;

/** A value as the filter language takes it. */
const filterValue = (written: string): string =>
  written.startsWith('"') ? `"${String(JSON.parse(written)).replace(/["\\]/g, '\\$&')}"` : written;

/** Finds all that have this value there; wherever it stands in its lists. */
export function filterOf(place: JsonPlace): string | null {
  const { value } = place;
  if (value === null || value.length > longestValue || place.place.length === 0) return null;
  // The box is one line.
  if (value.startsWith('"') && /\p{Cc}/u.test(String(JSON.parse(value)))) return null;
  const path = pathOf(place).map((step) => ('index' in step ? ({ any: true } as const) : step));
  return `body.${printJsonPath(path)}:${filterValue(value)}`;
}

/** What can be done with a value of a JSON body. */
export const valueActions =
  (filterable: boolean) =>
  (place: JsonPlace): readonly MenuItem[] => {
    const { value } = place;
    const filter = filterable ? filterOf(place) : null;
    const path = printJsonPath(pathOf(place));
    return [
      ...(filter === null
        ? []
        : [
            {
              label: 'Find others with this value',
              icon: ListFilter,
              onSelect: () => useInbox.getState().setText(filter),
            },
            'separator' as const,
          ]),
      ...(value === null
        ? []
        : [
            {
              label: 'Copy value',
              icon: Copy,
              onSelect: () => void copyText(value.startsWith('"') ? String(JSON.parse(value)) : value),
            },
          ]),
      { label: `Copy path ${path}`, icon: Route, onSelect: () => void copyText(path) },
    ];
  };
