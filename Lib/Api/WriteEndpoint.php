<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Api;

use Closure;

/**
 * Changes something: only after every guard, and together with its row in the journal.
 */
interface WriteEndpoint extends Endpoint
{
    /**
     * @return list<string> names of the body's fields
     */
    public function fields(): array;

    /**
     * Takes what it needs from the body and changes nothing yet.
     *
     * @return Closure(): Written the change, for inside `Storage::atOnce`
     *
     * @throws Refused when a field does not fit
     */
    public function prepare(Fields $fields, Caller $caller): Closure;
}
