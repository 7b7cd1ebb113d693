<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Support\Leaks;

/**
 * Everything that came out, with its names; the same text is kept once.
 */
final class Outputs
{
    /** @var array<string, array{name: string, text: string}> */
    private array $outputs = [];

    /** @var array<string, string> what stands in their place, by text */
    private array $hidden = [];

    /**
     * Something that the module made by chance, which could look like a part of anything.
     */
    public function hide(string $text, string $name): void
    {
        $this->hidden[$text] = "($name)";
    }

    public function add(string $name, string $text): void
    {
        $text = strtr($text, $this->hidden);
        if ($text !== '') {
            $this->outputs += [hash('sha256', $text) => ['name' => $name, 'text' => $text]];
        }
    }

    /**
     * @return list<array{name: string, text: string}>
     */
    public function all(): array
    {
        return array_values($this->outputs);
    }

    /**
     * @return list<string> parts of the names before the colon, each once
     */
    public function kinds(): array
    {
        $kinds = [];
        foreach ($this->outputs as $output) {
            $kinds[explode(':', $output['name'])[0]] = true;
        }
        return array_keys($kinds);
    }

    public function bytes(): int
    {
        return array_sum(array_map('strlen', array_column($this->outputs, 'text')));
    }
}
