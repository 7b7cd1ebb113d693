<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Watch;

use Modules\ModuleSecurityChecklist\Lib\Ports\Words;

/**
 * Notices in words. A mail travels and is kept by strangers: it names settings of the PBX, never an account, a rule or an
 * address.
 */
final class Letter
{
    private const PREFIX = 'module_seccheck_mail_';

    private Words $words;

    public function __construct(Words $words)
    {
        $this->words = $words;
    }

    public function subject(): string
    {
        return $this->words->say(self::PREFIX . 'subject');
    }

    /**
     * @param list<Notice> $notices
     *
     * @return list<string>
     */
    public function lines(array $notices): array
    {
        $lines = array_map([$this, 'line'], $notices);
        $lines[] = $this->words->say(self::PREFIX . 'open');
        return $lines;
    }

    /**
     * What became of a plan that was to begin by itself: which one it was, the page says.
     *
     * @param string $phase  refused, undone or stuck
     * @param string $reason a code; '' none
     *
     * @return list<string>
     */
    public function later(string $phase, string $reason, string $at): array
    {
        $lines = [$this->words->say(self::PREFIX . "later_$phase", ['at' => $at])];
        $key = 'module_seccheck_later_' . str_replace('-', '_', $reason);
        $why = $reason === '' ? '' : $this->words->say($key);
        if ($why !== '') {
            $lines[] = $why === $key ? $this->words->say('module_seccheck_later_other', ['code' => $reason]) : $why;
        }
        $lines[] = $this->words->say(self::PREFIX . 'open');
        return $lines;
    }

    private function line(Notice $notice): string
    {
        $parts = array_map(
            function (string $part): string {
                return $this->words->say('module_seccheck_part_' . $part);
            },
            $notice->parts()
        );
        return $this->words->say(
            self::PREFIX . $notice->kind(),
            ['parts' => implode(', ', $parts), 'count' => (string) $notice->count()]
        );
    }
}
