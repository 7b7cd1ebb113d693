<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Adapters;

use Modules\ModuleSecurityChecklist\Lib\Adapters\CodeCopy;
use Modules\ModuleSecurityChecklist\Lib\Adapters\Tree;
use Modules\ModuleSecurityChecklist\Test\Support\TemporaryFolder;
use PHPUnit\Framework\TestCase;
use RuntimeException;

final class CodeCopyTest extends TestCase
{
    private TemporaryFolder $folder;
    private string $module;
    private CodeCopy $code;

    protected function setUp(): void
    {
        $this->folder = new TemporaryFolder();
        $this->module = $this->folder->path('module');
        mkdir("$this->module/Lib/Plan", 0700, true);
        mkdir($this->folder->path('root'));
        file_put_contents("$this->module/Lib/Module.php", 'one');
        file_put_contents("$this->module/Lib/Plan/Player.php", 'two');
        $this->code = new CodeCopy($this->folder->path('root'));
    }

    protected function tearDown(): void
    {
        Tree::remove($this->folder->path(''));
    }

    public function testItIsWholeAndStays(): void
    {
        $copy = $this->code->of($this->module);
        self::assertSame(['Module.php', 'Plan/Player.php'], Tree::files("$copy/Lib"));
        self::assertStringEqualsFile("$copy/Lib/Plan/Player.php", 'two');
        $inode = fileinode("$copy/Lib/Module.php");
        self::assertSame($copy, $this->code->of($this->module));
        clearstatcache();
        self::assertSame($inode, fileinode("$copy/Lib/Module.php"), 'not made anew');
    }

    public function testAnotherVersionIsAnotherCopyWhateverItsTimeIs(): void
    {
        $copy = $this->code->of($this->module);
        $time = (int) filemtime("$this->module/Lib/Plan/Player.php");
        file_put_contents("$this->module/Lib/Plan/Player.php", 'six');
        touch("$this->module/Lib/Plan/Player.php", $time);
        $newer = $this->code->of($this->module);
        self::assertNotSame($copy, $newer);
        self::assertStringEqualsFile("$newer/Lib/Plan/Player.php", 'six');
        self::assertDirectoryDoesNotExist($copy);
    }

    /**
     * @dataProvider damages
     *
     * @param callable(string): mixed $damage
     */
    public function testWhatIsBrokenIsRepaired(callable $damage): void
    {
        $copy = $this->code->of($this->module);
        $damage("$copy/Lib");
        self::assertSame($copy, $this->code->of($this->module));
        self::assertSame(['Module.php', 'Plan/Player.php'], Tree::files("$copy/Lib"));
        self::assertStringEqualsFile("$copy/Lib/Plan/Player.php", 'two');
    }

    /**
     * @return array<string, array{callable(string): mixed}>
     */
    public function damages(): array
    {
        return [
            'a file is gone' => [static function (string $lib): void {
                unlink("$lib/Plan/Player.php");
            }],
            'a file is empty after a power cut' => [static function (string $lib): void {
                file_put_contents("$lib/Plan/Player.php", '');
            }],
            'a file is another one' => [static function (string $lib): void {
                file_put_contents("$lib/Plan/Player.php", 'tow');
            }],
            'there is one more' => [static function (string $lib): void {
                file_put_contents("$lib/Plan/More.php", 'more');
            }],
            'everything is gone' => [static function (string $lib): void {
                Tree::remove($lib);
            }],
        ];
    }

    public function testWhatBrokeOffHalfwayIsNoCopy(): void
    {
        mkdir($this->folder->path('root/draft/Lib'), 0700, true);
        file_put_contents($this->folder->path('root/draft/Lib/Old.php'), 'half');
        self::assertSame(['Module.php', 'Plan/Player.php'], Tree::files($this->code->of($this->module) . '/Lib'));
        self::assertDirectoryDoesNotExist($this->folder->path('root/draft'));
    }

    public function testWhileTheModuleIsGoneTheCopyPlays(): void
    {
        $copy = $this->code->of($this->module);
        Tree::remove($this->module);
        self::assertSame($copy, $this->code->of($this->module));
        unlink("$copy/Lib/Module.php");
        $this->expectException(RuntimeException::class);
        $this->code->of($this->module);
    }

    public function testWhereNoCopyCanBeMadeTheModuleItselfPlays(): void
    {
        $nowhere = new CodeCopy("$this->module/Lib/Module.php/no folder");
        self::assertSame($this->module, $nowhere->of($this->module));
    }
}
