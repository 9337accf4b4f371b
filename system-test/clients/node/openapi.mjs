// node openapi.mjs ADMIN_ISSUER, the token in CLIENT_SECRET: judges our OpenAPI document by the specification's own schema.
import { Validator } from '@seriousme/openapi-schema-validator';

const answer = await fetch(`${process.argv[2]}/api/v1/openapi.json`, {
  headers: { authorization: `Bearer ${process.env.CLIENT_SECRET}` },
});
const document = await answer.json();
const validator = new Validator();
const { valid, errors } = await validator.validate(document);
if (!valid) {
  console.error(JSON.stringify(errors ?? document));
  process.exit(1);
}
// The validator does not mind a reference that leads nowhere; this does.
validator.resolveRefs();
console.log(JSON.stringify({ openapi: validator.version, listed: '/api/v1/me' in document.paths }));
