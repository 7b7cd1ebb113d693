<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Facts;

/**
 * Paths that a controller of Core's REST API v3 opens without a login, as its attributes say (Core:
 * PublicEndpointsRegistry). Read from the text, so that no code of other modules runs for it.
 */
final class PublicAttributes
{
    private const RESOURCE = '/^\s*#\[\\\\?(?:\w+\\\\)*ApiResource\(\s*(?:path:\s*)?[\'"]([^\'"]+)[\'"]/m';
    private const PUBLIC = '/^\s*#\[\\\\?(?:\w+\\\\)*ResourceSecurity\((?:(?!\)\]).)*SecurityType::PUBLIC\b(?:(?!\)\]).)*\)\]/ms';
    private const CUSTOM = '/\bcustomMethods:\s*\[([^\]]*)\]/';
    /** What an attribute stands before. */
    private const OWNER = '/^\s*(?:(?:final|abstract|readonly|public|protected|private|static)\s+)*(class|function)\s+(\w+)/m';

    /**
     * @return list<string> paths; of single methods as Core has them, behind a colon
     */
    public static function in(string $controller): array
    {
        if (preg_match(self::RESOURCE, $controller, $resource) !== 1) {
            return [];
        }
        preg_match_all(self::PUBLIC, $controller, $open, PREG_OFFSET_CAPTURE);
        $paths = [];
        foreach ($open[0] as [$attribute, $at]) {
            $owner = self::ownerAfter($controller, (int) $at + strlen($attribute));
            if ($owner === null) {
                continue;
            }
            [$kind, $name] = $owner;
            if ($kind === 'class') {
                return [$resource[1]];
            }
            // Core lets single methods be public only where they have a path of their own.
            if (in_array($name, self::custom($controller), true)) {
                $paths[] = $resource[1] . ':' . $name;
            }
        }
        return $paths;
    }

    /**
     * @return array{string, string}|null class or function, and its name
     */
    private static function ownerAfter(string $controller, int $offset): ?array
    {
        $found = preg_match(self::OWNER, $controller, $owner, 0, $offset) === 1;
        return $found ? [$owner[1], $owner[2]] : null;
    }

    /**
     * @return list<string>
     */
    private static function custom(string $controller): array
    {
        if (preg_match(self::CUSTOM, $controller, $list) !== 1) {
            return [];
        }
        preg_match_all('/[\'"](\w+)[\'"]/', $list[1], $names);
        return $names[1];
    }
}
