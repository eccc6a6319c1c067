import type { SnippetCheck, SnippetLanguage } from './languages.ts';

/**
 * Where the raw body comes from in each framework: a handler, as short as can be, that calls the snippet of its language.
 * `checked` says what a test does with it: `run` (a request is sent to it), `parsed` (its language's parser reads it), `not run`.
 */
export const frameworks = [
  { id: 'express', name: 'Express', language: 'node', checked: 'parsed' },
  { id: 'fastify', name: 'Fastify', language: 'node', checked: 'run' },
  { id: 'nextjs', name: 'Next.js', language: 'node', checked: 'run' },
  { id: 'hono', name: 'Hono', language: 'node', checked: 'parsed' },
  { id: 'fastapi', name: 'FastAPI', language: 'python', checked: 'parsed' },
  { id: 'flask', name: 'Flask', language: 'python', checked: 'parsed' },
  { id: 'django', name: 'Django', language: 'python', checked: 'parsed' },
  { id: 'laravel', name: 'Laravel', language: 'php', checked: 'parsed' },
  { id: 'rails', name: 'Rails', language: 'ruby', checked: 'parsed' },
  { id: 'sinatra', name: 'Sinatra', language: 'ruby', checked: 'parsed' },
  { id: 'net-http', name: 'net/http', language: 'go', checked: 'run' },
  { id: 'gin', name: 'Gin', language: 'go', checked: 'parsed' },
  { id: 'spring', name: 'Spring', language: 'java', checked: 'parsed' },
  { id: 'aspnet', name: 'ASP.NET', language: 'csharp', checked: 'not run' },
  { id: 'axum', name: 'Axum', language: 'rust', checked: 'not run' },
] as const satisfies readonly {
  id: string;
  name: string;
  language: SnippetLanguage;
  checked: SnippetCheck;
}[];

export type SnippetFramework = (typeof frameworks)[number]['id'];
export const frameworkIds = frameworks.map(({ id }) => id) as [SnippetFramework, ...SnippetFramework[]];

/** What a snippet is called with besides body, headers and secret. */
export interface SnippetArguments {
  url: boolean;
  method: boolean;
  /** Languages without default arguments take the moment as one. */
  now: boolean;
}

/** The arguments after the secret. */
const after = (asked: SnippetArguments, url: string, method: string, now?: string): string =>
  [
    ...(asked.url ? [url] : []),
    ...(asked.method ? [method] : []),
    ...(asked.now && now !== undefined ? [now] : []),
  ]
    .map((one) => `, ${one}`)
    .join('');

const handlers: Record<SnippetFramework, (asked: SnippetArguments) => string[]> = {
  express: (asked) => [
    "import express from 'express';",
    "import { verifyWebhook } from './webhook.mjs';",
    '',
    'const app = express();',
    '// Before any express.json(): that leaves no raw body.',
    "app.post('/hooks', express.raw({ type: () => true, limit: '10mb' }), (req, res) => {",
    '  const body = Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0);',
    ...(asked.url ? [`  const url = \`\${req.protocol}://\${req.get('host')}\${req.originalUrl}\`;`] : []),
    `  const genuine = verifyWebhook(body, req.headers, process.env.WEBHOOK_SECRET${after(asked, 'url', 'req.method')});`,
    '  res.sendStatus(genuine ? 200 : 401);',
    '});',
    'app.listen(3000);',
  ],
  fastify: (asked) => [
    "import Fastify from 'fastify';",
    "import { verifyWebhook } from './webhook.mjs';",
    '',
    'export const app = Fastify();',
    'app.removeAllContentTypeParsers();',
    "app.addContentTypeParser('*', { parseAs: 'buffer' }, (request, body, done) => done(null, body));",
    "app.post('/hooks', (request, reply) => {",
    '  const body = request.body ?? Buffer.alloc(0);',
    ...(asked.url
      ? [`  const url = \`\${request.protocol}://\${request.host}\${request.originalUrl}\`;`]
      : []),
    `  const genuine = verifyWebhook(body, request.headers, process.env.WEBHOOK_SECRET${after(asked, 'url', 'request.method')});`,
    '  reply.code(genuine ? 200 : 401).send();',
    '});',
  ],
  nextjs: (asked) => [
    '// app/hooks/route.mjs',
    "import { verifyWebhook } from './webhook.mjs';",
    '',
    'export async function POST(request) {',
    '  const body = Buffer.from(await request.arrayBuffer());',
    '  const headers = Object.fromEntries(request.headers);',
    `  const genuine = verifyWebhook(body, headers, process.env.WEBHOOK_SECRET${after(asked, 'request.url', 'request.method')});`,
    '  return new Response(null, { status: genuine ? 200 : 401 });',
    '}',
  ],
  hono: (asked) => [
    "import { Hono } from 'hono';",
    "import { verifyWebhook } from './webhook.mjs';",
    '',
    'export const app = new Hono();',
    "app.post('/hooks', async (c) => {",
    '  const body = Buffer.from(await c.req.arrayBuffer());',
    `  const genuine = verifyWebhook(body, c.req.header(), process.env.WEBHOOK_SECRET${after(asked, 'c.req.url', 'c.req.method')});`,
    '  return c.body(null, genuine ? 200 : 401);',
    '});',
  ],
  fastapi: (asked) => [
    'import os',
    'from fastapi import FastAPI, Request, Response',
    'from webhook import verify_webhook',
    '',
    'app = FastAPI()',
    '',
    '@app.post("/hooks")',
    'async def hooks(request: Request):',
    '    body = await request.body()  # A model as the parameter would leave no raw body.',
    '    headers = dict(request.headers)',
    `    genuine = verify_webhook(body, headers, os.environ["WEBHOOK_SECRET"]${after(asked, 'str(request.url)', 'request.method')})`,
    '    return Response(status_code=200 if genuine else 401)',
  ],
  flask: (asked) => [
    'import os',
    'from flask import Flask, request',
    'from webhook import verify_webhook',
    '',
    'app = Flask(__name__)',
    '',
    '@app.post("/hooks")',
    'def hooks():',
    '    body = request.get_data()  # Before request.form or request.json.',
    '    headers = {name.lower(): value for name, value in request.headers.items()}',
    `    genuine = verify_webhook(body, headers, os.environ["WEBHOOK_SECRET"]${after(asked, 'request.url', 'request.method')})`,
    '    return "", 200 if genuine else 401',
  ],
  django: (asked) => [
    'import os',
    'from django.http import HttpResponse',
    'from django.views.decorators.csrf import csrf_exempt',
    'from .webhook import verify_webhook',
    '',
    '@csrf_exempt',
    'def hooks(request):',
    '    headers = {name.lower(): value for name, value in request.headers.items()}',
    `    genuine = verify_webhook(request.body, headers, os.environ["WEBHOOK_SECRET"]${after(asked, 'request.build_absolute_uri()', 'request.method')})`,
    '    return HttpResponse(status=200 if genuine else 401)',
  ],
  laravel: (asked) => [
    '<?php',
    "require_once app_path('webhook.php');",
    '',
    '// routes/api.php, where no CSRF token is asked for',
    "Route::post('/hooks', function (Illuminate\\Http\\Request $request) {",
    '    $headers = array_map(fn ($values) => $values[0], $request->headers->all());',
    `    $genuine = verify_webhook($request->getContent(), $headers, env('WEBHOOK_SECRET')${after(asked, '$request->getUri()', '$request->method()')});`,
    "    return response('', $genuine ? 200 : 401);",
    '});',
  ],
  rails: (asked) => [
    'require_relative "../../lib/webhook"',
    '',
    'class HooksController < ActionController::API',
    '  def create',
    '    headers = request.headers.env.filter_map { |name, value| [name.delete_prefix("HTTP_").tr("_", "-").downcase, value] if name.match?(/\\A(HTTP_|CONTENT_TYPE)/) }.to_h',
    `    genuine = verify_webhook(request.raw_post, headers, ENV.fetch("WEBHOOK_SECRET")${after(asked, 'request.original_url', 'request.request_method')})`,
    '    head genuine ? :ok : :unauthorized',
    '  end',
    'end',
  ],
  sinatra: (asked) => [
    'require "sinatra"',
    'require_relative "webhook"',
    '',
    'post "/hooks" do',
    '  headers = request.env.filter_map { |name, value| [name.delete_prefix("HTTP_").tr("_", "-").downcase, value] if name.match?(/\\A(HTTP_|CONTENT_TYPE)/) }.to_h',
    `  genuine = verify_webhook(request.body.read, headers, ENV.fetch("WEBHOOK_SECRET")${after(asked, 'request.url', 'request.request_method')})`,
    '  status genuine ? 200 : 401',
    'end',
  ],
  'net-http': (asked) => [
    'package main',
    '',
    'import (',
    '\t"io"',
    '\t"net/http"',
    '\t"os"',
    ...(asked.now ? ['\t"time"'] : []),
    '',
    '\t"example.com/app/webhook"',
    ')',
    '',
    'func main() {',
    '\thttp.HandleFunc("/hooks", func(w http.ResponseWriter, r *http.Request) {',
    '\t\tbody, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 10<<20))',
    `\t\tif err != nil || !webhook.VerifyWebhook(body, r.Header, os.Getenv("WEBHOOK_SECRET")${after(asked, '"https://"+r.Host+r.RequestURI', 'r.Method', 'time.Now()')}) {`,
    '\t\t\tw.WriteHeader(http.StatusUnauthorized)',
    '\t\t}',
    '\t})',
    '\thttp.ListenAndServe("127.0.0.1:3000", nil)',
    '}',
  ],
  gin: (asked) => [
    'package main',
    '',
    'import (',
    '\t"os"',
    ...(asked.now ? ['\t"time"'] : []),
    '',
    '\t"example.com/app/webhook"',
    '\t"github.com/gin-gonic/gin"',
    ')',
    '',
    'func main() {',
    '\tr := gin.Default()',
    '\tr.POST("/hooks", func(c *gin.Context) {',
    '\t\tbody, err := c.GetRawData() // Before any ShouldBind.',
    `\t\tif err != nil || !webhook.VerifyWebhook(body, c.Request.Header, os.Getenv("WEBHOOK_SECRET")${after(asked, '"https://"+c.Request.Host+c.Request.RequestURI', 'c.Request.Method', 'time.Now()')}) {`,
    '\t\t\tc.Status(401)',
    '\t\t\treturn',
    '\t\t}',
    '\t\tc.Status(200)',
    '\t})',
    '\tr.Run(":3000")',
    '}',
  ],
  spring: (asked) => [
    'import java.io.IOException;',
    'import java.security.GeneralSecurityException;',
    ...(asked.now ? ['import java.time.Instant;'] : []),
    'import java.util.Collections;',
    'import java.util.HashMap;',
    'import java.util.Map;',
    'import jakarta.servlet.http.HttpServletRequest;',
    'import org.springframework.http.ResponseEntity;',
    'import org.springframework.web.bind.annotation.*;',
    '',
    '@RestController',
    'class HooksController {',
    '  @PostMapping("/hooks")',
    '  ResponseEntity<Void> hooks(HttpServletRequest request) throws IOException, GeneralSecurityException {',
    '    byte[] body = request.getInputStream().readAllBytes();',
    '    Map<String, String> headers = new HashMap<>();',
    '    for (String name : Collections.list(request.getHeaderNames())) headers.put(name.toLowerCase(), request.getHeader(name));',
    ...(asked.url
      ? [
          '    String query = request.getQueryString();',
          '    String url = request.getRequestURL() + (query == null ? "" : "?" + query);',
        ]
      : []),
    `    boolean genuine = WebhookVerifier.verifyWebhook(body, headers, System.getenv("WEBHOOK_SECRET")${after(asked, 'url', 'request.getMethod()', 'Instant.now()')});`,
    '    return ResponseEntity.status(genuine ? 200 : 401).build();',
    '  }',
    '}',
  ],
  aspnet: (asked) => [
    'using Microsoft.AspNetCore.Http.Extensions;',
    '',
    'var app = WebApplication.CreateBuilder(args).Build();',
    'app.MapPost("/hooks", async (HttpRequest request) =>',
    '{',
    '    using var memory = new MemoryStream();',
    '    await request.Body.CopyToAsync(memory);',
    '    var headers = request.Headers.ToDictionary(header => header.Key.ToLowerInvariant(), header => header.Value.ToString());',
    '    var secret = Environment.GetEnvironmentVariable("WEBHOOK_SECRET") ?? "";',
    `    var genuine = WebhookVerifier.VerifyWebhook(memory.ToArray(), headers, secret${after(asked, 'request.GetEncodedUrl()', 'request.Method', 'DateTimeOffset.UtcNow')});`,
    '    return genuine ? Results.Ok() : Results.Unauthorized();',
    '});',
    'app.Run();',
  ],
  axum: (asked) => [
    'mod webhook;',
    'use axum::{body::Bytes, http::{HeaderMap, Method, StatusCode, Uri}, routing::post, Router};',
    'use std::collections::HashMap;',
    '',
    'async fn hooks(method: Method, uri: Uri, headers: HeaderMap, body: Bytes) -> StatusCode {',
    '    let headers: HashMap<String, String> = headers.iter().map(|(name, value)| (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned())).collect();',
    '    let secret = std::env::var("WEBHOOK_SECRET").unwrap_or_default();',
    ...(asked.url
      ? ['    let url = format!("https://{}{uri}", headers.get("host").map_or("", String::as_str));']
      : ['    let _ = uri;']),
    ...(asked.method ? [] : ['    let _ = method;']),
    ...(asked.now
      ? [
          '    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |time| time.as_secs() as i64);',
        ]
      : []),
    `    let genuine = webhook::verify_webhook(&body, &headers, &secret${after(asked, '&url', 'method.as_str()', 'now')});`,
    '    if genuine { StatusCode::OK } else { StatusCode::UNAUTHORIZED }',
    '}',
    '',
    '#[tokio::main]',
    'async fn main() {',
    '    let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await.unwrap();',
    '    axum::serve(listener, Router::new().route("/hooks", post(hooks))).await.unwrap();',
    '}',
  ],
};

/** The handler of a framework, beside the snippet of its language. */
export const handlerFor = (framework: SnippetFramework, asked: SnippetArguments): string =>
  [...handlers[framework](asked), ''].join('\n');
