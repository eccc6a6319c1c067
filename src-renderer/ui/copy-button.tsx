import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from './button.tsx';
import { copyText } from './copy-text.ts';
import { IconButton } from './icon-button.tsx';

export interface CopyButtonProps {
  /** What is copied. Where making it takes work it is a function, called by the click. */
  text: string | (() => string | Promise<string>);
  label: string;
  iconOnly?: boolean;
}

/** Copies `text` and shows for a moment that it did. Without a `label` shown it is an icon. */
export function CopyButton({ text, label, iconOnly = false }: CopyButtonProps) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 1500);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async () => setCopied(await copyText(typeof text === 'string' ? text : await text()));
  const icon = copied ? Check : Copy;
  if (iconOnly)
    return <IconButton icon={icon} label={copied ? 'Copied' : label} onClick={() => void copy()} />;
  return (
    <Button icon={icon} onClick={() => void copy()}>
      {copied ? 'Copied' : label}
    </Button>
  );
}
