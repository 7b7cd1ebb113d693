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
    private const ENTRY = '/\G([A-Za-z0-9]+) ([0-9a-f]{64}) (\d+)\n/';

    private string $folder;

    public function __construct(string $folder)
    {
        $this->folder = $folder;
    }

    public function fetch(string $key): array
    {
        $text = PrivateFile::read($this->folder . '/' . self::NAME, $key . "\n");
        if ($text === null) {
            return [];
        }
        $parts = [];
        $at = 0;
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
        $pieces = [$key . "\n"];
        foreach ($parts as $name => ['json' => $json, 'digest' => $digest]) {
            $pieces[] = $name . ' ' . $digest . ' ' . strlen($json) . "\n";
            $pieces[] = $json;
            $pieces[] = "\n";
        }
        PrivateFile::write($this->folder . '/' . self::NAME, $pieces);
    }
}
