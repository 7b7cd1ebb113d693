<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Facts\Patch;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Files;

/**
 * Reads the markers of the 2024.1.114 fix from the files that run. What the vendor's patch writes is not published: so
 * each rule looks for the hole itself, and whatever closes it counts as fixed.
 */
final class Markers
{
    public const FIXED = 'fixed';
    public const UNPATCHED = 'unpatched';
    public const MISSING = 'missing';
    public const UNREADABLE = 'unreadable';

    /** From the state that decides to the one that does not, for markers with several places. */
    private const WORST_FIRST = [self::UNPATCHED, self::UNREADABLE, self::MISSING, self::FIXED];

    private Files $files;

    public function __construct(Files $files)
    {
        $this->files = $files;
    }

    /**
     * @return list<array{id: string, file: string, state: string}>
     */
    public function read(): array
    {
        return array_map(
            function (Marker $marker): array {
                return $this->stateOf($marker);
            },
            KnownMarkers::all()
        );
    }

    /**
     * @return array{id: string, file: string, state: string}
     */
    private function stateOf(Marker $marker): array
    {
        $found = [];
        foreach ($marker->places() as $files) {
            [$file, $state] = $this->stateAt($files, $marker);
            $found[$state] = $found[$state] ?? $file;
        }
        foreach (self::WORST_FIRST as $state) {
            if (isset($found[$state])) {
                return ['id' => $marker->id(), 'file' => $found[$state], 'state' => $state];
            }
        }
        return ['id' => $marker->id(), 'file' => '', 'state' => self::MISSING];
    }

    /**
     * @param list<string> $files
     *
     * @return array{string, string} file and state
     */
    private function stateAt(array $files, Marker $marker): array
    {
        foreach ($files as $file) {
            try {
                $text = $this->files->read($file);
            } catch (CannotRead $hidden) {
                return [$file, self::UNREADABLE];
            }
            if ($text === null) {
                continue;
            }
            if (trim($text) === '') {
                return [$file, self::UNREADABLE];
            }
            return [$file, $marker->isOpenIn($text) ? self::UNPATCHED : self::FIXED];
        }
        return [$files[0] ?? '', self::MISSING];
    }
}
