<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Adapters;

use Modules\ModuleSecurityChecklist\Lib\Adapters\PlanFolder;
use Modules\ModuleSecurityChecklist\Lib\Plan\Arrival;
use Modules\ModuleSecurityChecklist\Lib\Plan\Connection;
use Modules\ModuleSecurityChecklist\Lib\Plan\Wish;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotStore;
use Modules\ModuleSecurityChecklist\Lib\Ports\Line;
use Modules\ModuleSecurityChecklist\Test\Support\TemporaryFolder;
use PHPUnit\Framework\TestCase;

final class PlanFolderTest extends TestCase
{
    private TemporaryFolder $folder;
    private PlanFolder $desk;

    protected function setUp(): void
    {
        $this->folder = new TemporaryFolder();
        $this->desk = new PlanFolder($this->folder->path(), new class () implements Line {
            public function ask(string $question): string
            {
                throw new CannotRead(CannotRead::FAILED, 'nobody');
            }
        });
    }

    protected function tearDown(): void
    {
        $this->folder->remove();
    }

    public function testAJobIsTakenOnce(): void
    {
        self::assertFalse($this->desk->hasJob());
        self::assertNull($this->desk->handedInAt());
        self::assertNull($this->desk->takeJob());
        $this->desk->handIn(['id' => '0123456789abcdef', 'plan' => (object) []]);
        self::assertTrue($this->desk->hasJob());
        self::assertEqualsWithDelta(time(), $this->desk->handedInAt(), 60);
        self::assertEquals((object) ['id' => '0123456789abcdef', 'plan' => (object) []], $this->desk->takeJob());
        self::assertFalse($this->desk->hasJob());
        self::assertNull($this->desk->takeJob());
    }

    public function testOneWishOfEachKindTheLastCounts(): void
    {
        $this->desk->wish(new Wish(Wish::CONFIRM, 'plan1', 'deputy'));
        $this->desk->wish(new Wish(Wish::CONFIRM, 'plan1', 'boss', '192.0.2.1', 'hash', new Arrival(new Connection('7 9', 12))));
        $this->desk->wish(new Wish(Wish::LEAVE));
        self::assertTrue($this->desk->hasWishes());
        $wishes = $this->desk->wishes();
        self::assertSame([Wish::CONFIRM, Wish::LEAVE], array_map(static function (Wish $wish): string {
            return $wish->kind();
        }, $wishes));
        self::assertSame('boss', $wishes[0]->person());
        self::assertEquals(new Connection('7 9', 12), $wishes[0]->arrival()->connection());
        self::assertNull($wishes[1]->arrival()->connection());
        self::assertFalse($this->desk->hasWishes());
        self::assertSame([], $this->desk->wishes());
    }

    /**
     * @dataProvider strangers
     */
    public function testWhatIsNoMessageIsThrownAway(string $text): void
    {
        file_put_contents($this->folder->path('plan.job.json'), $text);
        file_put_contents($this->folder->path('plan.wish.confirm.json'), $text);
        self::assertNull($this->desk->takeJob());
        self::assertSame([], $this->desk->wishes());
        self::assertFalse($this->desk->hasJob());
        self::assertFalse($this->desk->hasWishes());
    }

    /**
     * @return array<string, array{string}>
     */
    public function strangers(): array
    {
        return [
            'nothing' => [''],
            'no JSON' => ['{"kind":'],
            'a list' => ['["confirm"]'],
            'too deep' => [str_repeat('{"a":', 40) . '1' . str_repeat('}', 40)],
            'too large' => ['{"kind":"confirm","a":"' . str_repeat('x', 1100000) . '"}'],
        ];
    }

    public function testAWishOfAnotherKindIsNone(): void
    {
        file_put_contents($this->folder->path('plan.wish.confirm.json'), '{"kind":"shell"}');
        self::assertSame([], $this->desk->wishes());
    }

    public function testALinkIsNotFollowed(): void
    {
        file_put_contents($this->folder->path('other'), '{"id":"secret"}');
        symlink($this->folder->path('other'), $this->folder->path('plan.job.json'));
        self::assertNull($this->desk->takeJob());
        self::assertFileExists($this->folder->path('other'));
        self::assertFalse(is_link($this->folder->path('plan.job.json')));
    }

    public function testTheStatusIsReadAsItWasShown(): void
    {
        self::assertNull($this->desk->status());
        $this->desk->publish(['phase' => 'waiting', 'objects' => (object) [], 'name' => "\xff"]);
        self::assertSame(['phase' => 'waiting', 'objects' => [], 'name' => "\u{fffd}"], $this->desk->status());
        self::assertSame(0600, fileperms($this->folder->path('plan.status.json')) & 0777);
    }

    public function testNobodyNeedsToHearTheBell(): void
    {
        $this->desk->ring();
        self::assertNull($this->desk->status());
    }

    public function testWithoutAFolderItSaysSo(): void
    {
        $nowhere = new PlanFolder($this->folder->path('none'), new class () implements Line {
            public function ask(string $question): string
            {
                return '';
            }
        });
        self::assertNull($nowhere->status());
        self::assertSame([], $nowhere->wishes());
        $this->expectException(CannotStore::class);
        $nowhere->handIn([]);
    }
}
