<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Adapters;

use Modules\ModuleSecurityChecklist\Lib\Ports\FeatureCache;
use Modules\ModuleSecurityChecklist\Lib\Ports\Fingerprints;

/**
 * The cache as one file for each list that nobody but its owner and root can read. Its folder has to be the module's own.
 *
 * First line: digest of the build. Then eight characters of checksum, and for each entry its fingerprint, its length in four bytes, and
 * what is kept.
 */
final class FileFeatureCache implements FeatureCache
{
    private const NAME = 'features-%s.cache';
    private const SUM = 8;
    private const COUNT = 4;
    private const HEAD = Fingerprints::LENGTH + self::COUNT;

    private string $folder;

    public function __construct(string $folder)
    {
        $this->folder = $folder;
    }

    public function fetch(string $list, string $build): array
    {
        $text = (string) PrivateFile::read($this->path($list), self::headOf($build));
        $body = strlen($text) > self::SUM ? substr($text, self::SUM) : '';
        // Cut off or damaged: better make it again.
        return strncmp($text, self::sumOf($body), self::SUM) === 0 ? self::read($body) : [];
    }

    public function store(string $list, string $build, array $kept): void
    {
        $body = '';
        foreach ($kept as $print => $entry) {
            $body .= $print . pack('N', strlen($entry)) . $entry;
        }
        PrivateFile::write($this->path($list), [self::headOf($build), self::sumOf($body), $body]);
    }

    /**
     * @return array<int|string, string>
     */
    private static function read(string $body): array
    {
        $kept = [];
        $at = 0;
        while ($at < strlen($body)) {
            $length = hexdec(bin2hex(substr($body, $at + Fingerprints::LENGTH, self::COUNT)));
            $kept[substr($body, $at, Fingerprints::LENGTH)] = substr($body, $at + self::HEAD, (int) $length);
            $at += self::HEAD + (int) $length;
        }
        return $kept;
    }

    private function path(string $list): string
    {
        return $this->folder . '/' . sprintf(self::NAME, $list);
    }

    private static function headOf(string $build): string
    {
        return hash('sha256', $build) . "\n";
    }

    private static function sumOf(string $body): string
    {
        // Of those that every PHP has the quickest; it is against damage, not against people.
        return hash('adler32', $body);
    }
}
