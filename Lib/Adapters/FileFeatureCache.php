<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Adapters;

use Modules\ModuleSecurityChecklist\Lib\Ports\FeatureCache;
use Modules\ModuleSecurityChecklist\Lib\Ports\Fingerprints;

/**
 * The cache as one file for each list that nobody but its owner and root can read. Its folder has to be the module's own.
 *
 * First line: the build and a checksum of the rest. Then all fingerprints, then all features in the same order.
 */
final class FileFeatureCache implements FeatureCache
{
    private const NAME = 'features-%s.cache';

    private string $folder;

    public function __construct(string $folder)
    {
        $this->folder = $folder;
    }

    public function fetch(string $list, string $build): array
    {
        $text = PrivateFile::read($this->path($list));
        if ($text === null) {
            return [];
        }
        $end = strpos($text, "\n");
        $body = $end === false ? '' : substr($text, $end + 1);
        $count = intdiv(strlen($body), Fingerprints::LENGTH + self::LENGTH);
        // Another build's, cut off or damaged: better judge again.
        if ($count === 0 || substr($text, 0, (int) $end) !== self::head($build, $body)) {
            return [];
        }
        $prints = str_split(substr($body, 0, $count * Fingerprints::LENGTH), Fingerprints::LENGTH);
        $features = array_combine($prints, str_split(substr($body, $count * Fingerprints::LENGTH), self::LENGTH));
        return $features === false ? [] : $features;
    }

    public function store(string $list, string $build, array $features): void
    {
        $body = implode('', array_keys($features)) . implode('', $features);
        PrivateFile::write($this->path($list), self::head($build, $body) . "\n" . $body);
    }

    private function path(string $list): string
    {
        return $this->folder . '/' . sprintf(self::NAME, $list);
    }

    private static function head(string $build, string $body): string
    {
        return hash('sha256', $build) . ' ' . hash('sha256', $body);
    }
}
