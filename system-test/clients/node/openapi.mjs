// node openapi.mjs: reads an OpenAPI document from standard input and judges it by the specification's own schema.
import { Validator } from '@seriousme/openapi-schema-validator';
import { text } from 'node:stream/consumers';

const validator = new Validator();
const { valid, errors } = await validator.validate(JSON.parse(await text(process.stdin)));
if (!valid) {
  console.error(JSON.stringify(errors, null, 1));
  process.exit(1);
}
console.log(JSON.stringify({ version: validator.version, operations: operations(validator.specification) }));

function operations(document) {
  return Object.values(document.paths).flatMap((path) => Object.keys(path)).length;
}
