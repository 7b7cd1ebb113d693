<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Secrets;

/**
 * A secret on its way to becoming features. Shows nothing of itself in dumps.
 */
final class Secret
{
    private string $text;
    private About $about;
    private int $shared;

    /**
     * @param int $shared how many other owners have the same secret
     */
    public function __construct(string $text, About $about, int $shared)
    {
        $this->text = $text;
        $this->about = $about;
        $this->shared = $shared;
    }

    public function text(): string
    {
        return $this->text;
    }

    public function about(): About
    {
        return $this->about;
    }

    public function shared(): int
    {
        return $this->shared;
    }

    /**
     * @return array<string, mixed>
     */
    public function __debugInfo(): array
    {
        return [];
    }
}
