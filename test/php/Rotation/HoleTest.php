<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Rotation;

use Modules\ModuleSecurityChecklist\Lib\Facts\Patch\Markers;
use Modules\ModuleSecurityChecklist\Lib\Rotation\Hole;
use Modules\ModuleSecurityChecklist\Test\Support\FakeFiles;
use Modules\ModuleSecurityChecklist\Test\Support\PatchFiles;
use PHPUnit\Framework\TestCase;

/**
 * The same cases as those of holeOf in TypeScript.
 */
final class HoleTest extends TestCase
{
    public function testFromTheReleaseOnInWhichItIsBuiltInItIsClosedWhateverTheFilesSay(): void
    {
        foreach (['2026.1.223', '2026.1.223-dev', ' 2026.2.1 ', '2026.5.1-dev', '2027', '2026.1.223.1'] as $release) {
            self::assertSame(Hole::CLOSED, self::hole($release, PatchFiles::OPEN), $release);
        }
    }

    public function testWhatIsOlderThanThePatchIsOpenWhateverTheFilesSay(): void
    {
        foreach (['2024.1.113', '2023.2.206', '2024', '2024.1', '1', '2024-1-113'] as $release) {
            self::assertSame(Hole::OPEN, self::hole($release, PatchFiles::FIXED), $release);
        }
    }

    public function testInBetweenTheMarkersDecide(): void
    {
        foreach (['2024.1.114', '2025.1.1', '2026.1.222', 'unreadable', ''] as $release) {
            self::assertSame(Hole::OPEN, self::hole($release, PatchFiles::OPEN), $release);
            self::assertSame(Hole::CLOSED, self::hole($release, PatchFiles::FIXED), $release);
            self::assertSame(Hole::UNKNOWN, self::hole($release, []), $release);
        }
    }

    public function testOneMarkerAloneDoesNotClose(): void
    {
        foreach (array_keys(PatchFiles::FIXED) as $path) {
            $files = PatchFiles::FIXED;
            unset($files[$path]);
            self::assertSame(Hole::UNKNOWN, self::hole('2024.1.114', $files), $path);
            $files[$path] = PatchFiles::OPEN[$path];
            self::assertSame(Hole::OPEN, self::hole('2024.1.114', $files), $path);
        }
    }

    /**
     * @param array<string, string> $files
     */
    private static function hole(string $release, array $files): string
    {
        return (new Hole(new Markers(new FakeFiles($files))))->of($release);
    }
}
