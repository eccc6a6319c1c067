import { Monitor, Moon, Sun } from 'lucide-react';
import { capabilities } from '#renderer/platform/client.ts';
import { useSettings } from '#renderer/platform/settings-store.ts';
import { Segmented } from '#renderer/ui/segmented.tsx';
import { Switch } from '#renderer/ui/switch.tsx';
import { useSettingsSave } from './use-settings-save.ts';

/** Theme, times and notifications; each takes effect at once. */
export function AppearancePart() {
  const { theme, times, notifications } = useSettings();
  const { save } = useSettingsSave([]);
  return (
    <>
      <div className="grid grid-cols-[120px_1fr] items-center gap-y-3">
        <span className="text-soft">Theme</span>
        <Segmented
          label="Theme"
          value={theme}
          options={[
            { value: 'system', label: 'As the system', icon: <Monitor size={14} aria-hidden /> },
            { value: 'light', label: 'Light', icon: <Sun size={14} aria-hidden /> },
            { value: 'dark', label: 'Dark', icon: <Moon size={14} aria-hidden /> },
          ]}
          onChange={(chosen) => void save({ theme: chosen })}
        />
        <span className="text-soft">Times</span>
        <Segmented
          label="Times"
          value={times}
          options={[
            { value: 'local', label: 'Of this place' },
            { value: 'utc', label: 'UTC' },
          ]}
          onChange={(chosen) => void save({ times: chosen })}
        />
      </div>
      {capabilities.nativeNotifications && (
        <Switch
          checked={notifications}
          onChange={(on) => void save({ notifications: on })}
          label="Notify when a target begins to fail"
          hint="By the system, while the window is in the background; and again when the target answers well."
        />
      )}
    </>
  );
}
