<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Evidence;

/**
 * What ends again and again without coming any further is taken up ever more seldom.
 */
final class Patience
{
    private const FIRST = 5.0;
    private const MOST = 600.0;

    private string $mark = '';
    private float $pause = 0.0;
    private float $notBefore = -INF;

    /**
     * @param float  $now  of a clock that only goes forward, in seconds
     * @param string $mark how far it is
     */
    public function mayTakeUp(float $now, string $mark): bool
    {
        if ($mark !== $this->mark) {
            $this->mark = $mark;
            $this->pause = 0.0;
            $this->notBefore = -INF;
        }
        if ($now < $this->notBefore) {
            return false;
        }
        $this->pause = $this->pause === 0.0 ? self::FIRST : min(self::MOST, 2 * $this->pause);
        $this->notBefore = $now + $this->pause;
        return true;
    }
}
