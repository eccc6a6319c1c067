import { useMemo } from 'react';
import { useDirectory, useProviderName } from '#renderer/platform/directory-store.ts';
import { Field } from '#renderer/ui/field.tsx';
import { Select } from '#renderer/ui/select.tsx';
import { Switch } from '#renderer/ui/switch.tsx';
import { SecretField } from './secret-field.tsx';
import type { ResignState } from './use-resign.ts';

/** The select's value for "as it was signed". */
const asItWas = 'as-it-was';

/** Whether a delivery is signed anew, and with what: the stored secret unless another is named. */
export function ResignFields({ resign }: { resign: ResignState }) {
  const { wanted, provider, secret, keptBy, own } = resign;
  const providers = useDirectory((directory) => directory.providers);
  const ownName = useProviderName(own);
  const standard = useMemo(
    () => (keptBy === null ? null : { label: `The stored secret of ${keptBy}` }),
    [keptBy],
  );
  return (
    <>
      <Switch
        label="Sign anew"
        hint="With a fresh timestamp, so that a handler that checks signature and age accepts it."
        checked={wanted}
        onChange={resign.setWanted}
      />
      {wanted && (
        <div className="grid grid-cols-2 gap-3 pl-[42px]">
          <Field label="As">
            <Select
              value={provider || asItWas}
              options={[
                { value: asItWas, label: `${ownName}, as it was signed` },
                ...(providers ?? [])
                  .filter(({ id }) => id !== own)
                  .map(({ id, name }) => ({ value: id, label: name })),
              ]}
              onChange={(picked) => resign.setProvider(picked === asItWas ? '' : picked)}
            />
          </Field>
          <SecretField
            value={secret}
            onChange={resign.setSecret}
            provider={provider || own}
            standard={standard}
            typedHint="Used for this one only."
          />
        </div>
      )}
    </>
  );
}
