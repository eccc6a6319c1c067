import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from './button.tsx';
import { copyText } from './copy-text.ts';
import { IconButton } from './icon-button.tsx';

/** Copies `text` and shows for a moment that it did. Without a `label` shown it is an icon. */
export function CopyButton({
  text,
  label,
  iconOnly = false,
}: {
  text: string;
  label: string;
  iconOnly?: boolean;
}) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 1500);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = () => void copyText(text).then(setCopied);
  const icon = copied ? Check : Copy;
  if (iconOnly) return <IconButton icon={icon} label={copied ? 'Copied' : label} onClick={copy} />;
  return (
    <Button icon={icon} onClick={copy}>
      {copied ? 'Copied' : label}
    </Button>
  );
}
