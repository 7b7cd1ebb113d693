<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Facts\Names;

use DateTimeImmutable;
use Modules\ModuleSecurityChecklist\Lib\Facts\Names\NameHistory;
use Modules\ModuleSecurityChecklist\Test\Support\FakeNames;
use PHPUnit\Framework\TestCase;

final class NameHistoryTest extends TestCase
{
    private const HOST = 'sip.carrier.example';

    private FakeNames $names;

    protected function setUp(): void
    {
        $this->names = new FakeNames();
        $this->names->addresses = [self::HOST => ['203.0.113.1'], 'edge.carrier.example' => ['2001:db8::1', 'rubbish']];
        $this->names->servers = ['_sip._udp.' . self::HOST => ['EDGE.carrier.example', '../../etc']];
    }

    public function testOwnAddressesAndThoseOfItsServers(): void
    {
        self::assertSame([
            'host' => self::HOST,
            'resolvedAt' => '2026-11-23T12:00:00+00:00',
            'failed' => null,
            'addresses' => [
                self::seen('2001:db8::1', 'edge.carrier.example', '23', '23'),
                self::seen('203.0.113.1', self::HOST, '23', '23'),
            ],
        ], $this->next([], '23'));
    }

    public function testAnOldAnswerIsKeptBesideTheNewOne(): void
    {
        $first = $this->next([], '01');
        $this->names->servers = [];
        $this->names->addresses = [self::HOST => ['203.0.113.1', '203.0.113.2']];
        self::assertSame([
            self::seen('2001:db8::1', 'edge.carrier.example', '01', '01'),
            self::seen('203.0.113.1', self::HOST, '01', '23'),
            self::seen('203.0.113.2', self::HOST, '23', '23'),
        ], $this->next($first, '23')['addresses']);
    }

    public function testWhatIsGoneForAMonthIsForgotten(): void
    {
        $first = $this->next([], '01');
        $this->names->servers = [];
        $later = (new NameHistory($this->names))->next(self::HOST, $first, new DateTimeImmutable('2026-12-02T12:00:00+00:00'));
        self::assertSame(['203.0.113.1'], array_column($later['addresses'], 'address'));
    }

    public function testWithoutAnAnswerTheLastOneStays(): void
    {
        $first = $this->next([], '01');
        $this->names->broken = true;
        $failed = $this->next($first, '23');
        self::assertSame(['at' => '2026-11-23T12:00:00+00:00', 'reason' => 'failed'], $failed['failed']);
        self::assertSame([$first['resolvedAt'], $first['addresses']], [$failed['resolvedAt'], $failed['addresses']]);
        $this->names->broken = false;
        $this->names->addresses = [];
        self::assertSame('no-such-name', $this->next($failed, '23')['failed']['reason'] ?? '');
    }

    public function testManyAddressesAreNotAllKept(): void
    {
        $many = array_map(static function (int $i): string {
            return '10.0.' . intdiv($i, 250) . '.' . $i % 250;
        }, range(0, 999));
        $this->names->addresses = [self::HOST => $many];
        self::assertCount(64, $this->next([], '23')['addresses']);
    }

    public function testWhatIsKeptIsNotBelieved(): void
    {
        $rubbish = ['resolvedAt' => 7, 'failed' => ['at' => 1], 'addresses' => [7, ['address' => 'x'], 'y']];
        self::assertSame(NameHistory::none('a.example'), NameHistory::read('a.example', $rubbish));
    }

    /**
     * @dataProvider hosts
     */
    public function testOnlyNamesAreLookedUp(bool $isName, string $host): void
    {
        self::assertSame($isName, NameHistory::isName($host));
    }

    /**
     * @return iterable<array{bool, string}>
     */
    public function hosts(): iterable
    {
        yield [true, 'sip.carrier.example'];
        yield [true, 'pbx'];
        yield [true, '_sip._udp.carrier.example'];
        yield [false, ''];
        yield [false, '203.0.113.1'];
        yield [false, '203.0.113.0/24'];
        yield [false, '2001:db8::1'];
        yield [false, "a.example\n"];
        yield [false, 'a..example'];
        yield [false, '-a.example'];
        yield [false, 'a b.example'];
        yield [false, str_repeat('a.', 130) . 'example'];
        yield [false, '$(id).example'];
    }

    /**
     * @param array<mixed> $kept
     *
     * @return array{host: string, resolvedAt: string|null, failed: array{at: string, reason: string}|null, addresses: array<mixed>}
     */
    private function next(array $kept, string $day): array
    {
        return (new NameHistory($this->names))->next(self::HOST, $kept, new DateTimeImmutable("2026-11-{$day}T12:00:00+00:00"));
    }

    /**
     * @return array<string, string>
     */
    private static function seen(string $address, string $target, string $first, string $last): array
    {
        return [
            'address' => $address, 'target' => $target,
            'firstSeen' => "2026-11-{$first}T12:00:00+00:00", 'lastSeen' => "2026-11-{$last}T12:00:00+00:00",
        ];
    }
}
