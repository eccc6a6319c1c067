import { useKeyMap } from '../platform/keys.ts';
import { Dialog } from '../ui/dialog.tsx';
import { KeyCaps } from './palette.tsx';

/** All keys that do something now, by group. */
export function KeyHelp({ open, onOpenChange }: { open: boolean; onOpenChange(open: boolean): void }) {
  const layers = useKeyMap((map) => map.layers);
  const actions = layers.flatMap((layer) => layer.actions).filter((action) => action.keys !== '');
  const groups = [...new Set(actions.map((action) => action.group))];
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Keys" width="lg">
      <div className="columns-1 gap-8 sm:columns-2">
        {groups.map((group) => (
          <section key={group} className="mb-5 break-inside-avoid">
            <h3 className="eyebrow mb-1.5">{group}</h3>
            <dl>
              {actions
                .filter((action) => action.group === group)
                .map((action) => (
                  <div
                    key={action.keys}
                    className="flex items-center justify-between gap-3 border-b border-line/60 py-1"
                  >
                    <dt>{action.label}</dt>
                    <dd>
                      <KeyCaps keys={action.keys} />
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
