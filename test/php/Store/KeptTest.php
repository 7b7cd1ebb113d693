<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Store;

use Modules\ModuleSecurityChecklist\Lib\Adapters\PdoStorage;
use Modules\ModuleSecurityChecklist\Lib\Store\Kept;
use Modules\ModuleSecurityChecklist\Test\Support\ModuleDatabase;
use Modules\ModuleSecurityChecklist\Test\Support\TemporaryFolder;
use PHPUnit\Framework\TestCase;

final class KeptTest extends TestCase
{
    private TemporaryFolder $folder;
    private PdoStorage $storage;
    private Kept $kept;

    protected function setUp(): void
    {
        $this->folder = new TemporaryFolder();
        $this->storage = ModuleDatabase::make($this->folder);
        $this->kept = new Kept($this->storage);
    }

    protected function tearDown(): void
    {
        $this->folder->remove();
    }

    public function testAValueComesBackUntilItIsReplacedOrForgotten(): void
    {
        self::assertNull($this->kept->get('a'));
        $this->kept->put('a', ['text' => "Ü'/\u{2028}", 'list' => [1, 2.5, null, true]]);
        $this->kept->put('b', []);
        self::assertSame(['text' => "Ü'/\u{2028}", 'list' => [1, 2.5, null, true]], $this->kept->get('a'));
        self::assertSame([], (new Kept(ModuleDatabase::open($this->folder)))->get('b'));
        $this->kept->put('a', ['new']);
        self::assertSame(['new'], $this->kept->get('a'));
        $this->kept->forget('a');
        $this->kept->forget('never');
        self::assertNull($this->kept->get('a'));
        self::assertSame([], $this->kept->get('b'));
    }

    public function testBytesThatAreNoTextDoNotBreakIt(): void
    {
        $this->kept->put('a', ["\xff"]);
        self::assertSame(["\u{FFFD}"], $this->kept->get('a'));
    }

    public function testBytesAreKeptAsBytes(): void
    {
        self::assertNull($this->kept->bytes('b'));
        $this->kept->putBytes('b', "\x00\xff");
        $this->kept->putBytes('b', "\x00\xfe'");
        self::assertSame("\x00\xfe'", $this->kept->bytes('b'));
        self::assertNull($this->kept->get('b'));
        self::assertSame(
            [['kind' => 'blob']],
            $this->storage->rows('SELECT typeof(value) AS kind FROM m_ModuleSecurityChecklist_Kept')
        );
    }

    public function testADamagedValueIsNone(): void
    {
        foreach (['{"cut', '', '7', 'null', null] as $value) {
            $this->kept->put('a', ['whole']);
            $this->storage->write('UPDATE m_ModuleSecurityChecklist_Kept SET value = :value', ['value' => $value]);
            self::assertNull($this->kept->get('a'));
        }
        $this->kept->put('a', ['whole again']);
        self::assertSame(['whole again'], $this->kept->get('a'));
    }
}
