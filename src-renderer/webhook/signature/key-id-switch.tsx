import { Switch } from '#renderer/ui/switch.tsx';

/** Whether the request names the key that signed it, and so chooses among the secrets. */
export const KeyIdSwitch = ({ checked, onChange }: { checked: boolean; onChange(on: boolean): void }) => (
  <div className="col-span-2">
    <Switch
      checked={checked}
      onChange={onChange}
      label="The request’s key id chooses the secret"
      hint="Each secret is then written <key id>:<secret>."
    />
  </div>
);
