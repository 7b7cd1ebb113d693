<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Core;

use Modules\ModuleSecurityChecklist\Lib\Adapters\OnlyOne;
use Modules\ModuleSecurityChecklist\Lib\Adapters\SystemClock;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotStore;
use Modules\ModuleSecurityChecklist\Lib\Ports\LoginKnowledge;
use Modules\ModuleSecurityChecklist\Lib\Store\Kept;
use Modules\ModuleSecurityChecklist\Lib\Store\LastJudged;
use Modules\ModuleSecurityChecklist\Lib\Watch\Watcher;

/**
 * What is done once a day.
 */
final class Daily
{
    private const LOCK = '/daily.lock';

    /**
     * @throws CannotStore
     * @throws CannotRead
     */
    public static function run(): void
    {
        if (!(new CoreSwitch())->isOn()) {
            return;
        }
        $module = new Composition();
        self::guess($module);
        $module->calls()->forgetOld();
        self::keepTraces($module);
        self::tell($module);
    }

    /**
     * @throws CannotStore
     */
    private static function tell(Composition $module): void
    {
        // One that waits for the server for mail tells what this one would tell.
        $only = new OnlyOne(Places::privateFolder() . self::LOCK);
        if (!$only->become()) {
            return;
        }
        $kept = new Kept($module->storage());
        $judged = (new LastJudged($kept))->digests();
        $watcher = new Watcher($kept, new SystemClock());
        $notices = $watcher->look($module->reader()->read(''), $judged);
        $letter = $module->letter();
        if ($notices !== [] && $module->mail()->send($letter->subject(), $letter->lines($notices))) {
            $watcher->told();
        }
        $only->leave();
    }

    /**
     * Where root does not answer, it is kept tomorrow.
     *
     * @throws CannotStore
     */
    private static function keepTraces(Composition $module): void
    {
        try {
            $module->traces()->keep();
        } catch (CannotRead $hidden) {
            (new Syslog())->trouble('traces: ' . $hidden->getMessage());
        }
    }

    /**
     * A hash that was tried once is not tried again.
     *
     * @throws CannotStore
     * @throws CannotRead
     */
    private static function guess(Composition $module): void
    {
        foreach ([LoginKnowledge::WEB, LoginKnowledge::SSH] as $which) {
            $module->guessing()->start($which);
        }
    }
}
