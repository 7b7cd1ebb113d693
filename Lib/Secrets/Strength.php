<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Secrets;

/**
 * How much guessing a secret takes. The number never leaves this folder.
 */
final class Strength
{
    /** Thousandths of a bit. */
    public int $millibits;
    /** What as many random characters of these classes take, in thousandths of a bit. */
    public int $random;
    /** Share of the secret, 0 to 1, that is made of words, runs, repeats, dates, years and hardware addresses. */
    public float $patterned;

    public function __construct(int $millibits, int $random, float $patterned)
    {
        $this->millibits = $millibits;
        $this->random = $random;
        $this->patterned = $patterned;
    }
}
