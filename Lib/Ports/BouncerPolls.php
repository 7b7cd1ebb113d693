<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Ports;

/**
 * What Core tells bouncers: programs outside that ask it whom to keep out, each with a key of the API. That one asks does not
 * say that it keeps anybody out.
 */
interface BouncerPolls
{
    /**
     * true: this release has something that a bouncer can ask; null: not known.
     */
    public function isThere(): ?bool;

    /**
     * When one of these keys was last asked with, as far back as Core remembers (an hour).
     *
     * @param list<string> $keys ids
     *
     * @return int|null seconds ago; null: not within that time
     *
     * @throws CannotRead
     */
    public function secondsSince(array $keys): ?int;
}
