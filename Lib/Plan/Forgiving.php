<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Executor;
use Modules\ModuleSecurityChecklist\Lib\Ports\Pace;
use Modules\ModuleSecurityChecklist\Lib\Ports\PlayFailed;

/**
 * Nobody is banned for what was tried while the address was spared. Fail2Ban reads on from where it was when Core stopped it,
 * and judges those lines by the list as it is by then: an office whose phones are all back would be locked out. So for
 * some minutes its bans are ended again. Whoever goes on with an old password is banned after that.
 */
final class Forgiving
{
    private const SECONDS = 300.0;
    private const SECONDS_BETWEEN = 5.0;

    private Executor $executor;
    private Pace $pace;

    public function __construct(Executor $executor, Pace $pace)
    {
        $this->executor = $executor;
        $this->pace = $pace;
    }

    /**
     * Returns when it is over.
     *
     * @param list<string> $networks that were spared until now
     */
    public function watch(array $networks): void
    {
        try {
            $end = $this->pace->uptime() + ($networks === [] ? 0.0 : self::SECONDS);
            while ($this->pace->uptime() < $end) {
                $this->lift(implode(',', $networks));
                $this->pace->sleep(self::SECONDS_BETWEEN);
            }
        } catch (CannotRead $noTime) {
            return;
        }
    }

    private function lift(string $networks): void
    {
        try {
            foreach ($this->executor->banned() as $address) {
                if (Networks::hold($networks, $address)) {
                    $this->executor->unban($address);
                }
            }
        } catch (PlayFailed $away) {
            // The server is being started anew: next time.
            return;
        }
    }
}
