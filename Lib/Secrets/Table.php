<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Secrets;

/**
 * Puts letters in place of letters. A text without any of them costs one look.
 */
final class Table
{
    /** @var array<string, string> of texts with more than one byte on either side */
    private array $letters = [];
    /** First bytes of what is replaced. */
    private string $first;
    /** Single bytes for single bytes. */
    private string $from = '';
    private string $to = '';

    /**
     * @param array<int|string, string> $letters one UTF-8 character each, and what stands in its place
     */
    public function __construct(array $letters)
    {
        $first = [];
        foreach ($letters as $from => $to) {
            $from = (string) $from;
            $first[$from[0]] = true;
            if (strlen($from) === 1 && strlen($to) === 1) {
                $this->from .= $from;
                $this->to .= $to;
            } else {
                $this->letters[$from] = $to;
            }
        }
        $this->first = implode('', array_keys($first));
    }

    public function applyTo(string $text): string
    {
        if (strcspn($text, $this->first) === strlen($text)) {
            return $text;
        }
        if ($this->letters !== []) {
            $text = strtr($text, $this->letters);
        }
        return $this->from === '' ? $text : strtr($text, $this->from, $this->to);
    }
}
