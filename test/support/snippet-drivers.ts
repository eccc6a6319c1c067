import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { SnippetLanguage } from '#core/signing/snippets/languages.ts';

const run = promisify(execFile);

/** How snippets of one language are put to their questions, all in one process. */
export interface SnippetDriver {
  language: SnippetLanguage;
  command: string;
  /** Proves that the interpreter is there. */
  versionArguments: string[];
  fileName: (providerId: string) => string;
  /** Changes what several snippets in one process need to keep apart. */
  prepare?: (code: string, providerId: string) => string;
  /** Reads cases.json, answers [[true, false, …], …] on stdout. A snippet that throws answers false. */
  driver: { name: string; code: string };
}

const python: SnippetDriver = {
  language: 'python',
  command: 'python3',
  versionArguments: ['--version'],
  fileName: (id) => `p_${id.replaceAll('-', '_')}.py`,
  driver: {
    name: 'driver.py',
    code: `import base64, importlib.util, json, sys
answers = []
for subject in json.load(open("cases.json")):
    spec = importlib.util.spec_from_file_location("snippet", subject["file"])
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    row = []
    for case in subject["cases"]:
        extra = [case[key] for key in ("url", "method", "now") if case[key] is not None]
        row.append(bool(module.verify_webhook(base64.b64decode(case["bodyBase64"]), case["headers"], case["secret"], *extra)))
    answers.append(row)
print(json.dumps(answers))
`,
  },
};

const node: SnippetDriver = {
  language: 'node',
  command: process.execPath,
  versionArguments: ['--version'],
  fileName: (id) => `${id}.mjs`,
  driver: {
    name: 'driver.mjs',
    code: `import { readFileSync } from 'node:fs';
const answers = [];
for (const subject of JSON.parse(readFileSync('cases.json', 'utf8'))) {
  const { verifyWebhook } = await import('./' + subject.file);
  answers.push(subject.cases.map((c) => {
    const extra = [c.url, c.method, c.now].filter((value) => value !== null);
    return verifyWebhook(Buffer.from(c.bodyBase64, 'base64'), c.headers, c.secret, ...extra);
  }));
}
console.log(JSON.stringify(answers));
`,
  },
};

const php: SnippetDriver = {
  language: 'php',
  command: 'php',
  versionArguments: ['--version'],
  fileName: (id) => `${id}.php`,
  prepare: (code, id) => code.replace('<?php\n', `<?php\nnamespace P_${id.replaceAll('-', '_')};\n`),
  driver: {
    name: 'driver.php',
    code: `<?php
$answers = [];
foreach (json_decode(file_get_contents('cases.json'), true) as $subject) {
    require $subject['file'];
    $verify = 'P_' . str_replace('-', '_', $subject['id']) . '\\\\verify_webhook';
    $row = [];
    foreach ($subject['cases'] as $case) {
        $extra = array_values(array_filter([$case['url'], $case['method'], $case['now']], fn ($value) => $value !== null));
        $row[] = $verify(base64_decode($case['bodyBase64']), $case['headers'], $case['secret'], ...$extra);
    }
    $answers[] = $row;
}
echo json_encode($answers);
`,
  },
};

const ruby: SnippetDriver = {
  language: 'ruby',
  command: 'ruby',
  versionArguments: ['--version'],
  fileName: (id) => `${id}.rb`,
  driver: {
    name: 'driver.rb',
    code: `require "json"
require "base64"
answers = JSON.parse(File.read("cases.json")).map do |subject|
  verifier = Object.new
  verifier.instance_eval(File.read(subject["file"]))
  subject["cases"].map do |c|
    extra = [c["url"], c["method"], c["now"] && Time.at(c["now"])].compact
    verifier.verify_webhook(Base64.decode64(c["bodyBase64"]), c["headers"], c["secret"], *extra)
  end
end
puts JSON.generate(answers)
`,
  },
};

export const snippetDrivers: SnippetDriver[] = [node, python, php, ruby];

export async function interpreterIsThere(driver: SnippetDriver): Promise<boolean> {
  return run(driver.command, driver.versionArguments).then(
    () => true,
    () => false,
  );
}

/** Runs all snippets of a language over all cases. Answers in the subjects' order. */
export async function runSnippets(
  driver: SnippetDriver,
  folder: string,
  subjects: { id: string; code: string; cases: unknown[] }[],
): Promise<unknown> {
  for (const { id, code } of subjects)
    await writeFile(join(folder, driver.fileName(id)), driver.prepare?.(code, id) ?? code);
  const cases = subjects.map(({ id, cases }) => ({ id, file: driver.fileName(id), cases }));
  await writeFile(join(folder, 'cases.json'), JSON.stringify(cases));
  await writeFile(join(folder, driver.driver.name), driver.driver.code);
  const { stdout } = await run(driver.command, [driver.driver.name], {
    cwd: folder,
    maxBuffer: 64 * 1024 * 1024,
  });
  return JSON.parse(stdout);
}
