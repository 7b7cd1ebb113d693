<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Facts;

/**
 * One or several rows that are canonical JSON already, of a part that has thousands of them.
 */
final class Json
{
    private string $text;

    /**
     * @param string $text several with commas between them
     */
    public function __construct(string $text)
    {
        $this->text = $text;
    }

    public static function of(string $text): self
    {
        return new self($text);
    }

    public function text(): string
    {
        return $this->text;
    }
}
