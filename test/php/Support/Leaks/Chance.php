<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Support\Leaks;

/**
 * Chance that can be repeated: the same for the same seed, under every PHP.
 */
final class Chance
{
    private string $seed;
    private int $block = 0;
    private string $bytes = '';

    public function __construct(string $seed)
    {
        $this->seed = $seed;
    }

    public function bytes(int $length): string
    {
        while (strlen($this->bytes) < $length) {
            $this->bytes .= hash('sha256', $this->seed . "\0" . $this->block++, true);
        }
        $taken = substr($this->bytes, 0, $length);
        $this->bytes = substr($this->bytes, $length);
        return $taken;
    }

    /**
     * @param int<1, max> $most
     */
    public function below(int $most): int
    {
        // Three bytes: a PHP of 32 bits has to get the same.
        return (int) hexdec(bin2hex($this->bytes(3))) % $most;
    }

    /**
     * @param non-empty-list<string> $choices
     */
    public function pick(array $choices): string
    {
        return $choices[$this->below(count($choices))];
    }
}
