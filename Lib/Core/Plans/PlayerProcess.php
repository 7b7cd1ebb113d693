<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Core\Plans;

use MikoPBX\Core\System\Util;
use Modules\ModuleSecurityChecklist\Lib\Adapters\CodeCopy;
use Modules\ModuleSecurityChecklist\Lib\Adapters\OnlyOne;
use Modules\ModuleSecurityChecklist\Lib\Core\Places;
use RuntimeException;

/**
 * The one process that does a long work of root's: plays plans, unless told otherwise. It runs from a copy of the module's code, in a session of its own and without the
 * descriptors of whoever started it, so that neither the end of a worker nor that of the module ends it.
 */
final class PlayerProcess
{
    private const LOCK = 'player.lock';
    private const PLANS = '/Lib/Scripts/plan.php';

    private OnlyOne $only;
    private CodeCopy $code;
    private string $script;

    /**
     * @param string $folder where its lock and its copy of the code are
     * @param string $script what it runs, inside of the module
     */
    public function __construct(string $folder, string $script = self::PLANS)
    {
        $this->script = $script;
        $this->only = new OnlyOne($folder . '/' . self::LOCK);
        $this->code = new CodeCopy($folder);
    }

    /**
     * Started by root; one that is there already goes on alone.
     *
     * @throws RuntimeException when there is nothing to start
     */
    public function start(): void
    {
        if ($this->isAlive()) {
            return;
        }
        $words = [Util::which('setsid'), Util::which('nohup'), Util::which('php'), '-f', $this->code->of(Places::module()) . $this->script];
        $command = implode(' ', array_map('escapeshellarg', array_filter($words)));
        // A shell closes what it was handed down, but for the first three.
        exec("$command >/dev/null 2>&1 </dev/null 3>&- 4>&- 5>&- 6>&- 7>&- 8>&- 9>&- &");
    }

    /**
     * @return bool false: another one is there
     */
    public function become(): bool
    {
        return $this->only->become();
    }

    /**
     * Another player may come, while this process does what is no plan's.
     */
    public function leave(): void
    {
        $this->only->leave();
    }

    public function isAlive(): bool
    {
        return $this->only->isAlive();
    }
}
