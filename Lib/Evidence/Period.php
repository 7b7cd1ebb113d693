<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Evidence;

use DateTimeImmutable;

/**
 * From when to when, in the local time of the PBX, as its calls and folders of recordings have it. Minutes are whole.
 */
final class Period
{
    public const FORM = '/\A(\d{4})-(\d\d)-(\d\d)T([01]\d|2[0-3]):[0-5]\d\z/';

    private string $from;
    private string $to;

    private function __construct(string $from, string $to)
    {
        $this->from = $from;
        $this->to = $to;
    }

    /**
     * @return self|null null: it is none
     */
    public static function of(string $from, string $to): ?self
    {
        return self::isTime($from) && self::isTime($to) && $from <= $to ? new self($from, $to) : null;
    }

    private static function isTime(string $text): bool
    {
        return preg_match(self::FORM, $text, $found) === 1 && checkdate((int) $found[2], (int) $found[3], (int) $found[1]);
    }

    public function from(): string
    {
        return $this->from;
    }

    public function to(): string
    {
        return $this->to;
    }

    /**
     * As the table of calls writes times; the last minute is in it.
     *
     * @return array{string, string}
     */
    public function ofCalls(): array
    {
        return [str_replace('T', ' ', $this->from) . ':00', str_replace('T', ' ', $this->to) . ':59.999'];
    }

    /**
     * Whether there can be something of it in a folder of recordings: a year, or a month, day or hour of it.
     *
     * @param string $folder `2026/11/30`
     */
    public function touches(string $folder): bool
    {
        $from = strtr($this->from, '-T', '//');
        $to = strtr($this->to, '-T', '//');
        $length = strlen($folder);
        return strcmp(substr($from, 0, $length), $folder) <= 0 && strcmp($folder, substr($to, 0, $length)) <= 0;
    }

    public function holds(int $time): bool
    {
        $local = (new DateTimeImmutable())->setTimestamp($time)->format('Y-m-d\TH:i');
        return $this->from <= $local && $local <= $this->to;
    }
}
