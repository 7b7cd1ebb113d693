<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Patch;

/**
 * What a program wrote: its beginning and its end, however much there was in between. Never more in memory.
 */
final class Output
{
    private const EACH = 32768;
    private const COLOURS = '/\x1b\[[0-9;?]*[A-Za-z]/';
    private const CONTROLS = '/[\x00-\x08\x0b-\x1f\x7f]/';

    private string $begin = '';
    private string $end = '';
    private int $skipped = 0;

    public function add(string $bytes): void
    {
        $room = self::EACH - strlen($this->begin);
        $this->begin .= substr($bytes, 0, $room);
        $all = $this->end . substr($bytes, $room);
        $tooMany = max(0, strlen($all) - self::EACH);
        $this->skipped += $tooMany;
        $this->end = substr($all, $tooMany);
    }

    /**
     * For people to read: `skipped` bytes are missing between the two.
     *
     * @return array{begin: string, skipped: int, end: string}
     */
    public function written(): array
    {
        return ['begin' => self::seen($this->begin), 'skipped' => $this->skipped, 'end' => self::seen($this->end)];
    }

    private static function seen(string $bytes): string
    {
        $lines = str_replace("\r\n", "\n", (string) preg_replace(self::COLOURS, '', $bytes));
        return (string) preg_replace(self::CONTROLS, '', str_replace("\r", "\n", $lines));
    }
}
