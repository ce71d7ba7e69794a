/* web/health.c - says that the program runs. */
#include "web/handlers.h"
#include "web/views.h"

enum err health_get(struct scope *s, struct call *c)
{
	TRY(call_parameters(s, c, NULL, 0));
	view_health_write(&c->json, NULL, &(struct view_health){ true, TEXT(LOCKSTEP_VERSION) });
	return OK;
}
