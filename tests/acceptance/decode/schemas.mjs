// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// JSON Schema in one shape: Gemini's own (OpenAPI's types in capitals, nullable, numbers as
// strings, snake_case) and JSON's become equal when they say the same.
const COUNTS = ['minItems', 'maxItems', 'minLength', 'maxLength', 'minProperties', 'maxProperties'];
const MAPS = ['properties', 'patternProperties', '$defs', 'definitions'];
const camel = (key) => (/^[a-z]+(_[a-z]+)+$/.test(key) ? key.replace(/_([a-z])/g, (_, c) => c.toUpperCase()) : key);

export function canonical(value) {
  if (Array.isArray(value)) return value.map(canonical);
  if (value && typeof value === 'object') return Object.fromEntries(Object.keys(value).sort().map((key) => [key, canonical(value[key])]));
  return value;
}
function typeOf(value, isNullable) {
  const types = (Array.isArray(value) ? value : [value]).map((type) => (typeof type === 'string' ? type.toLowerCase() : type));
  if (isNullable && !types.includes('null')) types.push('null');
  return types.length === 1 ? types[0] : types.sort();
}
function convert(schema) {
  if (Array.isArray(schema)) return schema.map(convert);
  if (!schema || typeof schema !== 'object') return schema;
  const out = {};
  for (const [rawKey, value] of Object.entries(schema)) {
    const key = { defs: '$defs', ref: '$ref' }[rawKey] ?? camel(rawKey);
    if (key === 'nullable' || key === 'propertyOrdering' || value === null) continue;
    if (key === 'type') out.type = typeOf(value, schema.nullable === true);
    else if (COUNTS.includes(key) && typeof value === 'string') out[key] = Number(value);
    else if (MAPS.includes(key) && value && typeof value === 'object') out[key] = Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, convert(inner)]));
    else if (key === 'anyOf' && schema.nullable === true && !schema.type) out.anyOf = [...convert(value), { type: 'null' }];
    else if (['items', 'additionalProperties', 'not', 'anyOf', 'oneOf', 'allOf', 'prefixItems'].includes(key)) out[key] = convert(value);
    else out[key] = value;
  }
  return out;
}
export function canonicalSchema(schema) {
  const out = convert(schema ?? {});
  if (Object.keys(out.properties ?? {}).length === 0) delete out.properties;
  if (out.required?.length === 0) delete out.required;
  out.type ??= 'object';
  return canonical(out);
}
