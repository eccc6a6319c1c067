import { capabilities, onEvent } from '#renderer/platform/client.ts';
import { useNavigation } from '#renderer/platform/navigation.ts';
import { useSettings } from '#renderer/platform/settings-store.ts';
import { plural } from '#renderer/ui/format.ts';
import { toast } from '#renderer/ui/toast.tsx';

/** Shown by the system where the window is not looked at; only a host that need not ask for the right does so. */
function notify(title: string, body: string): void {
  if (!capabilities.nativeNotifications || !useSettings.getState().notifications || !document.hidden) return;
  const notification = new Notification(title, { body, tag: title });
  notification.addEventListener('click', () => window.focus());
}

const showFailures = () => useNavigation.getState().go('inbox', { filter: 'status:failed' });

/** Says when a target begins to fail, and when it is well again. Answers its own undo. */
export function followTargets(): () => void {
  return onEvent('system.targetChanged', ({ origin, failing, cause, failures }) => {
    const title = failing ? `${origin} is failing` : `${origin} answers well again`;
    const detail = failing
      ? `${plural(failures, 'attempt')} failed since it was last well, the latest with ${cause}.`
      : `After ${plural(failures, 'failure')}.`;
    toast({
      kind: failing ? 'problem' : 'note',
      title,
      detail,
      ...(failing ? { action: { label: 'Show', run: showFailures } } : {}),
    });
    notify(title, detail);
  });
}
