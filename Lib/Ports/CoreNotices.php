<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Ports;

/**
 * What Core's models tell its worker of each change.
 */
interface CoreNotices
{
    /**
     * Changes of one kind are told once, after the last of them, whatever becomes of the work: Core starts telephony and
     * Fail2Ban anew for each that it hears of.
     *
     * @template T
     *
     * @param callable(): T $work
     *
     * @return T
     */
    public function once(callable $work);
}
