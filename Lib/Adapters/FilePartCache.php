<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Adapters;

use Modules\ModuleSecurityChecklist\Lib\Ports\PartCache;

/**
 * The cache as one file that nobody but its owner and root can read. Its folder has to be the module's own.
 *
 * First line: the key. Then for each part a line `name digest length` and its JSON, which is taken out unread.
 */
final class FilePartCache implements PartCache
{
    private const NAME = 'facts.cache';
    private const OWNER_ONLY = 0600;
    private const ENTRY = '/\G([A-Za-z0-9]+) ([0-9a-f]{64}) (\d+)\n/';

    private string $folder;

    public function __construct(string $folder)
    {
        $this->folder = $folder;
    }

    public function fetch(string $key): array
    {
        $path = $this->folder . '/' . self::NAME;
        $text = is_readable($path) ? @file_get_contents($path) : false;
        $head = $key . "\n";
        if ($text === false || strncmp($text, $head, strlen($head)) !== 0) {
            return [];
        }
        $parts = [];
        $at = strlen($head);
        while (preg_match(self::ENTRY, $text, $found, 0, $at) === 1) {
            $at += strlen($found[0]);
            $parts[$found[1]] = ['json' => substr($text, $at, (int) $found[3]), 'digest' => $found[2]];
            $at += (int) $found[3] + 1;
        }
        // Cut off or damaged: better read again.
        return $at === strlen($text) ? $parts : [];
    }

    public function store(string $key, array $parts): void
    {
        // Without its folder, tempnam() would write where everybody does.
        $draft = is_writable($this->folder) ? @tempnam($this->folder, self::NAME) : false;
        if ($draft === false) {
            return;
        }
        $text = $key . "\n";
        foreach ($parts as $name => ['json' => $json, 'digest' => $digest]) {
            $text .= $name . ' ' . $digest . ' ' . strlen($json) . "\n" . $json . "\n";
        }
        // Whole or not at all: a reader sees the old file or the new one.
        $isWritten = @chmod($draft, self::OWNER_ONLY) && @file_put_contents($draft, $text) === strlen($text);
        if (!$isWritten || !@rename($draft, $this->folder . '/' . self::NAME)) {
            @unlink($draft);
        }
    }
}
