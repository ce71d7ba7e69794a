/* web/health.c - says that the program runs. */
#include "web/handlers.h"

enum err health_get(struct scope *s, struct call *c)
{
	TRY(call_parameters(s, c, NULL, 0));
	json_open(&c->json, NULL);
	json_put_bool(&c->json, "ok", true);
	json_put_z(&c->json, "version", LOCKSTEP_VERSION);
	json_close(&c->json);
	return OK;
}
