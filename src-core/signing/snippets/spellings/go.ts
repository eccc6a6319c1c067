import { needs, quoted, type SnippetPlan } from '../plan.ts';

/** Forms, addresses and headers as providers with spellings of their own sign them. */
export function goSpellings(plan: SnippetPlan): string[] {
  return [
    ...(plan.bodyDigestIn === null
      ? []
      : [
          `\tif stated := query[${quoted(plan.bodyDigestIn)}]; len(stated) > 0 && stated[0] != fmt.Sprintf("%x", sha256.Sum256(body)) || len(stated) == 0 && len(body) > 0 && !isForm {`,
          '\t\treturn false',
          '\t}',
        ]),
    ...(needs(plan, 'pathQuery')
      ? [
          '\tpath := rawURL',
          '\tif _, rest, isAbsolute := strings.Cut(rawURL, "://"); isAbsolute {',
          "\t\tpath = strings.TrimLeftFunc(rest, func(r rune) bool { return r != '/' && r != '?' })",
          '\t}',
          '\tif !strings.HasPrefix(path, "/") {',
          '\t\tpath = "/" + path',
          '\t}',
        ]
      : []),
    ...(needs(plan, 'hubspotUrl')
      ? [
          '\thubspotURL := regexp.MustCompile(`(?i)%(3a|2f|40|21|24|2[789ac]|3b)`).ReplaceAllStringFunc(rawURL, func(code string) string {',
          '\t\ttext, _ := url.PathUnescape(code)',
          '\t\treturn text',
          '\t})',
        ]
      : []),
    ...(needs(plan, 'sortedFormParams')
      ? [
          '\tvar fields, last string',
          '\tfor _, pair := range sorted(form) {',
          '\t\tif one := pair[0] + "\\x00=" + pair[1]; one != last {',
          '\t\t\tfields += pair[0] + pair[1]',
          '\t\t\tlast = one',
          '\t\t}',
          '\t}',
        ]
      : []),
    ...(needs(plan, 'urlWithPort')
      ? [
          '\tparts := regexp.MustCompile(`(?s)^(\\w+://[^/?#]*?)(:\\d+)?([/?#].*)?$`).FindStringSubmatch(rawURL)',
          '\tif parts == nil {',
          '\t\treturn false',
          '\t}',
          '\tport := parts[2]',
          '\tif port == "" && strings.HasPrefix(strings.ToLower(rawURL), "http:") {',
          '\t\tport = ":80"',
          '\t} else if port == "" {',
          '\t\tport = ":443"',
          '\t}',
          '\turlWithPort, urlWithoutPort := parts[1]+port+parts[3], parts[1]+parts[3]',
        ]
      : []),
    ...(needs(plan, 'contentfulPath')
      ? [
          '\tpath, rawQuery, hasQuery := strings.Cut(rawURL, "?")',
          '\tif _, rest, isAbsolute := strings.Cut(path, "://"); isAbsolute {',
          "\t\tpath = strings.TrimLeftFunc(rest, func(r rune) bool { return r != '/' })",
          '\t}',
          '\tif path == "" {',
          '\t\tpath = "/"',
          '\t}',
          '\tescape := func(text, safe string) (escaped string) {',
          '\t\tfor _, b := range []byte(text) {',
          "\t\t\tif b >= '0' && b <= '9' || b|32 >= 'a' && b|32 <= 'z' || strings.IndexByte(\"-_.!~*'()\"+safe, b) >= 0 {",
          '\t\t\t\tescaped += string(rune(b))',
          '\t\t\t} else {',
          '\t\t\t\tescaped += fmt.Sprintf("%%%02X", b)',
          '\t\t\t}',
          '\t\t}',
          '\t\treturn escaped',
          '\t}',
          '\tif hasQuery {',
          '\t\tpath += "?" + escape(rawQuery, "")',
          '\t}',
          '\tcontentfulPath := escape(path, ";,/?:@&=+$#")',
        ]
      : []),
    ...(needs(plan, 'bodyEscaped')
      ? [
          '\tvar escaped strings.Builder',
          '\tlast := uint16(0)',
          '\tfor _, unit := range utf16.Encode([]rune(string(body))) {',
          '\t\tif unit > 127 {',
          '\t\t\tfmt.Fprintf(&escaped, "\\\\u%04x", unit)',
          "\t\t} else if unit == '/' && last != '\\\\' {",
          '\t\t\tescaped.WriteString("\\\\/")',
          '\t\t} else {',
          '\t\t\tescaped.WriteByte(byte(unit))',
          '\t\t}',
          '\t\tlast = unit',
          '\t}',
          '\tif !utf8.Valid(body) {',
          '\t\tescaped.Reset()',
          '\t}',
        ]
      : []),
    ...plan.contents
      .flat()
      .flatMap((piece) =>
        piece.kind === 'signedHeaders'
          ? [
              '\tvar signed []string',
              '\tseen := map[string]bool{}',
              `\tfor _, name := range strings.Split(headers.Get(${quoted(piece.name)}), ",") {`,
              '\t\tname = strings.ToLower(strings.TrimSpace(name))',
              '\t\tvalues := headers.Values(name)',
              '\t\tif len(values) == 0 || seen[name] || len(signed) == 100 {',
              '\t\t\treturn false',
              '\t\t}',
              '\t\tseen[name] = true',
              '\t\tsigned = append(signed, name+":"+strings.TrimSpace(values[0]))',
              '\t}',
              '\tsignedHeaders := strings.Join(signed, ";")',
            ]
          : [],
      ),
    ...(needs(plan, 'plivoUrl')
      ? [
          '\tplivoURL, rawQuery, _ := strings.Cut(rawURL, "?")',
          '\tquery, _ := url.ParseQuery(rawQuery)',
          '\tvar pairs []string',
          '\tfor _, pair := range sorted(query) {',
          '\t\tpairs = append(pairs, pair[0]+"="+pair[1])',
          '\t}',
          '\tfields := ""',
          '\tfor _, pair := range sorted(form) {',
          '\t\tfields += pair[0] + pair[1]',
          '\t}',
          '\tif len(pairs) > 0 || fields != "" {',
          '\t\tplivoURL += "?" + strings.Join(pairs, "&")',
          '\t}',
          '\tif len(pairs) > 0 && fields != "" {',
          '\t\tplivoURL += "."',
          '\t}',
          '\tplivoURL += fields',
        ]
      : []),
  ];
}
