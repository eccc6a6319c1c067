import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { SnippetLanguage } from '#core/signing/snippets/languages.ts';
import { rust } from './rust-snippets.ts';
import type { SnippetCase } from './snippet-cases.ts';

const run = promisify(execFile);

/** A snippet and what it is asked. */
export interface SnippetCode {
  id: string;
  code: string;
  cases: SnippetCase[];
}

/** How snippets of one language are put to their questions, all in one process. */
export interface SnippetDriver {
  language: SnippetLanguage;
  command: string;
  /** Proves that the interpreter is there. */
  versionArguments: string[];
  fileName: (providerId: string) => string;
  /** Changes what several snippets in one process need to keep apart. */
  prepare?: (code: string, providerId: string) => string;
  /** Reads cases.json, answers [[true, false, …], …] on stdout. A snippet that throws ends it: no request may make one throw. */
  driver: { name: string; code: string | ((subjects: SnippetCode[]) => string) };
  /** A file that has to be there as well: the libraries that the snippets call. */
  needsFile?: string;
  /** Files besides, by their path. */
  files?: Record<string, string>;
  /** What runs the driver; the command with its file where absent. */
  run?: [command: string, ...rest: string[]];
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

const goName = (id: string) => `p_${id.replaceAll('-', '_')}`;
const go: SnippetDriver = {
  language: 'go',
  command: 'go',
  versionArguments: ['version'],
  fileName: (id) => `${goName(id)}/webhook.go`,
  prepare: (code, id) => code.replace('package webhook\n', `package ${goName(id)}\n`),
  run: ['go', 'run', '.'],
  files: {
    // No network in tests: Unicode's normal forms are not in Go's standard library.
    'go.mod': `module snippets
go 1.18
require golang.org/x/text v0.0.0
replace golang.org/x/text => ./text
`,
    'text/go.mod': 'module golang.org/x/text\ngo 1.18\n',
    'text/unicode/norm/norm.go': `package norm
type Form int
const NFKD Form = 3
func (Form) Bytes(b []byte) []byte { return b }
`,
  },
  driver: {
    name: 'main.go',
    code: (subjects) => `package main
import (
	"encoding/base64"
	"encoding/json"
	"net/http"
	"os"
	"reflect"
	"time"
${subjects.map(({ id }) => `\t"snippets/${goName(id)}"`).join('\n')}
)
type question struct {
	BodyBase64 string
	Headers map[string]string
	Secret string
	Url, Method *string
	Now *float64
}
type subject struct { Id string; Cases []question }
var verifiers = map[string]any{
${subjects.map(({ id }) => `\t${JSON.stringify(id)}: ${goName(id)}.VerifyWebhook,`).join('\n')}
}
func ask(verify any, q question) bool {
	body, _ := base64.StdEncoding.DecodeString(q.BodyBase64)
	headers := http.Header{}
	for name, value := range q.Headers { headers.Set(name, value) }
	given := []reflect.Value{reflect.ValueOf(body), reflect.ValueOf(headers), reflect.ValueOf(q.Secret)}
	if q.Url != nil { given = append(given, reflect.ValueOf(*q.Url)) }
	if q.Method != nil { given = append(given, reflect.ValueOf(*q.Method)) }
	if q.Now != nil { given = append(given, reflect.ValueOf(time.UnixMilli(int64(*q.Now * 1000)))) }
	return reflect.ValueOf(verify).Call(given)[0].Bool()
}
func main() {
	text, _ := os.ReadFile("cases.json")
	var subjects []subject
	if err := json.Unmarshal(text, &subjects); err != nil { panic(err) }
	answers := [][]bool{}
	for _, s := range subjects {
		row := []bool{}
		for _, q := range s.Cases { row = append(row, ask(verifiers[s.Id], q)) }
		answers = append(answers, row)
	}
	json.NewEncoder(os.Stdout).Encode(answers)
}
`,
  },
};

const javaPackage = (id: string) => `p_${id.replaceAll('-', '_')}`;
const java: SnippetDriver = {
  language: 'java',
  command: 'javac',
  versionArguments: ['-version'],
  fileName: (id) => `${javaPackage(id)}/WebhookVerifier.java`,
  prepare: (code, id) => `package ${javaPackage(id)};\n${code}`,
  run: ['sh', '-c', 'javac -nowarn -d classes *.java */*.java && java -cp classes Driver'],
  driver: {
    name: 'Driver.java',
    code: `import java.nio.file.*;
import java.time.Instant;
import java.util.*;
class Driver {
  static String text(String base64) { return new String(Base64.getDecoder().decode(base64), java.nio.charset.StandardCharsets.UTF_8); }
  public static void main(String[] none) throws Exception {
    List<List<Boolean>> answers = new ArrayList<>();
    String before = "";
    for (String line : Files.readAllLines(Path.of("cases.tsv"))) {
      String[] field = line.split("\\t", -1);
      if (!field[0].equals(before)) answers.add(new ArrayList<>());
      before = field[0];
      Map<String, String> headers = new HashMap<>();
      for (String pair : field[2].split(",", -1)) if (!pair.isEmpty()) headers.put(text(pair.split(":", -1)[0]), text(pair.split(":", -1)[1]));
      List<Object> given = new ArrayList<>(List.of(Base64.getDecoder().decode(field[1]), headers, text(field[3])));
      if (!field[4].isEmpty()) given.add(text(field[4]));
      if (!field[5].isEmpty()) given.add(text(field[5]));
      if (!field[6].isEmpty()) given.add(Instant.ofEpochSecond(Long.parseLong(field[6])));
      var verify = Arrays.stream(Class.forName("p_" + field[0].replace('-', '_') + ".WebhookVerifier").getDeclaredMethods())
          .filter(method -> method.getName().equals("verifyWebhook")).findFirst().orElseThrow();
      verify.setAccessible(true);
      answers.get(answers.size() - 1).add((Boolean) verify.invoke(null, given.toArray()));
    }
    System.out.println(answers);
  }
}
`,
  },
};

export const snippetDrivers: SnippetDriver[] = [node, python, php, ruby, go, java, rust];

/** A case for languages without JSON of their own: every text in base64, headers as name:value apart by commas. */
function tabbed(id: string, { bodyBase64, headers, secret, url, method, now }: SnippetCase): string {
  const base64 = (text: string | null) => Buffer.from(text ?? '').toString('base64');
  const pairs = Object.entries(headers).map(([name, value]) => `${base64(name)}:${base64(value)}`);
  return [id, bodyBase64, pairs.join(), base64(secret), base64(url), base64(method), now ?? ''].join('\t');
}

export async function interpreterIsThere(driver: SnippetDriver): Promise<boolean> {
  if (driver.needsFile !== undefined && !existsSync(driver.needsFile)) return false;
  return run(driver.command, driver.versionArguments).then(
    () => true,
    () => false,
  );
}

/** Runs all snippets of a language over all cases. Answers in the subjects' order. */
export async function runSnippets(
  driver: SnippetDriver,
  folder: string,
  subjects: SnippetCode[],
): Promise<unknown> {
  const put = async (name: string, content: string) => {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  };
  for (const { id, code } of subjects) await put(driver.fileName(id), driver.prepare?.(code, id) ?? code);
  for (const [name, content] of Object.entries(driver.files ?? {})) await put(name, content);
  const cases = subjects.map(({ id, cases }) => ({ id, file: driver.fileName(id), cases }));
  await put('cases.json', JSON.stringify(cases));
  await put('cases.tsv', subjects.flatMap(({ id, cases }) => cases.map((one) => tabbed(id, one))).join('\n'));
  const { name, code } = driver.driver;
  await put(name, typeof code === 'string' ? code : code(subjects));
  const [command, ...rest] = driver.run ?? [driver.command, name];
  const { stdout } = await run(command, rest, {
    cwd: folder,
    // A machine far from UTC: times without a zone must not be taken for its own.
    env: { ...process.env, TZ: 'Asia/Kolkata' },
    maxBuffer: 64 * 1024 * 1024,
  });
  return JSON.parse(stdout);
}
