<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Evidence;

/**
 * How far the archive is.
 */
final class Progress
{
    /**
     * Where the last whole member ends.
     *
     * @var int<0, max>
     */
    public int $end = 0;
    public int $members = 0;
    /** That could not be taken. */
    public int $skipped = 0;
    /** Of the list of files, that were dealt with. */
    public int $files = 0;
    /** Of the list of recordings. */
    public int $recordings = 0;
    /** @var array<string, true> names of what was made here */
    public array $made = [];

    public function add(Row $row): void
    {
        $this->end = max(0, $row->end);
        $row->isThere() ? $this->members++ : $this->skipped++;
        if ($row->kind === Row::MADE) {
            $this->made[$row->name] = true;
        } elseif ($row->kind === Row::FILE) {
            $this->files++;
        } else {
            $this->recordings++;
        }
    }
}
