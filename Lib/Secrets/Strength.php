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
    /** Share of the secret, 0 to 1, that is made of words, runs, repeats, dates and years. */
    public float $patterned;

    public function __construct(int $millibits, float $patterned)
    {
        $this->millibits = $millibits;
        $this->patterned = $patterned;
    }
}
