<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Api;

use Modules\ModuleSecurityChecklist\Lib\Api\Answer;
use Modules\ModuleSecurityChecklist\Lib\Api\Caller;
use Modules\ModuleSecurityChecklist\Lib\Plan\Arrival;
use Modules\ModuleSecurityChecklist\Lib\Plan\Connection;
use Modules\ModuleSecurityChecklist\Test\Support\ApiTestCase;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\Plans;
use Modules\ModuleSecurityChecklist\Test\Support\TestApi;

/**
 * Over HTTP/2 all requests of a browser share one connection: only a knock at the door shows another one.
 */
final class DoorTest extends ApiTestCase
{
    public function testAKnockShowsTheConnectionThatRequestsDoNot(): void
    {
        [$nonce, $door] = $this->given(self::boss(5));
        $undo = ['id' => '0123456789abcdef', 'nonce' => $nonce, 'only' => null];
        $this->api->plans->status = ['id' => $undo['id'], 'phase' => 'done', 'undoable' => [$undo['id']]];
        $answer = $this->knock($door, 9);
        self::assertSame([200, ['result' => true]], [$answer->status(), TestApi::data($answer)]);
        self::assertSame(202, $this->api->post('plans/undo', $undo, [], self::boss(5))->status());
        self::assertEquals(self::arrival(9, true), Arrival::read($this->api->plans->jobs[0]['arrival']));
    }

    /**
     * @dataProvider knocks
     */
    public function testWhatIsNoKnockOfThisPersonShowsNothing(string $from, int $number, bool $isTaken): void
    {
        [$nonce, $door] = $this->given(self::boss(5));
        self::assertSame($isTaken ? 200 : 404, $this->knock($door, $number, $from)->status());
        $undo = ['id' => '0123456789abcdef', 'nonce' => $nonce, 'only' => null];
        $this->api->plans->status = ['id' => $undo['id'], 'phase' => 'done', 'undoable' => [$undo['id']]];
        self::assertSame(202, $this->api->post('plans/undo', $undo, [], self::boss(5))->status());
        self::assertEquals(self::arrival(5, false), Arrival::read($this->api->plans->jobs[0]['arrival']));
    }

    /**
     * @return array<string, array{string, int, bool}>
     */
    public function knocks(): array
    {
        return [
            'from another address' => ['192.168.7.51', 9, true],
            'over an older connection' => [TestApi::ADDRESS, 4, true],
            'from no address' => ['nowhere', 9, false],
        ];
    }

    public function testOnlyTheWebServerKnocksAndOnlyWithAKey(): void
    {
        [, $door] = $this->given(self::boss(5));
        self::assertSame(404, $this->knock(str_repeat('0', 32), 9)->status(), 'a key that nobody gave');
        self::assertSame(404, $this->knock('x', 9)->status());
        self::assertSame(404, $this->knock('', 9)->status());
        $query = ['door' => $door, 'from' => TestApi::ADDRESS];
        self::assertSame(404, $this->api->get('plans/knock', $query, [], self::boss(9))->status(), 'a person');
        $process = Caller::process('127.0.0.1');
        self::assertSame(404, $this->api->get('plans/knock', $query, [], $process)->status(), 'not through our location');
        $stranger = Caller::nobody('203.0.113.5')->over(new Connection('7 9', 9), false);
        self::assertSame(401, $this->api->get('plans/knock', $query, [], $stranger)->status());
        self::assertSame(405, $this->api->post('plans/knock', $query, [], self::boss(9))->status());
    }

    public function testWithoutANewConnectionNothingBegins(): void
    {
        [$nonce] = $this->given(self::boss(5));
        $body = ['plan' => Plans::closeWeb(), 'nonce' => $nonce, 'comment' => '', 'ends' => null, 'later' => null, 'typed' => null];
        self::assertRefused(409, 'same-connection', $this->api->post('plans', $body, [], self::boss(5)));
        self::assertSame([], $this->api->plans->jobs);
        self::assertSame(202, $this->api->post('plans', $body, [], self::boss(6))->status(), 'the nonce is still good');
    }

    public function testWhoHasSignedInAtAKnownTimeCanSignInAnew(): void
    {
        $boss = Caller::person('boss', true, 'session 1', TestApi::ADDRESS, 1764500000)->over(new Connection('7 9', 5), true);
        self::assertTrue(TestApi::at($this->api->get('plans/nonce', [], [], $boss), 'signsIn'));
        [$nonce] = $this->given($boss);
        $body = ['plan' => Plans::closeWeb(), 'nonce' => $nonce, 'comment' => '', 'ends' => null, 'later' => null, 'typed' => null];
        self::assertSame(202, $this->api->post('plans', $body, [], $boss)->status());
        $expected = new Arrival(new Connection('7 9', 5), true, 1764500000);
        self::assertEquals($expected, Arrival::read($this->api->plans->jobs[0]['arrival']));
    }

    public function testNeitherKeyNorAddressOfAKnockIsKeptInWords(): void
    {
        [, $door] = $this->given(self::boss(5));
        $this->knock($door, 9);
        self::assertStringNotContainsString($door, $this->api->everything());
        self::assertSame([], $this->api->journal());
    }

    /**
     * @return array{string, string} nonce, key to the door
     */
    private function given(Caller $caller): array
    {
        $answer = $this->api->get('plans/nonce', [], [], $caller);
        $nonce = TestApi::at($answer, 'nonce');
        $door = TestApi::at($answer, 'door');
        self::assertIsString($nonce);
        self::assertIsString($door);
        self::assertNotSame($nonce, $door);
        return [$nonce, $door];
    }

    private function knock(string $door, int $number, string $from = TestApi::ADDRESS): Answer
    {
        $server = Caller::process('127.0.0.1')->over(new Connection('7 9', $number), false);
        return $this->api->get('plans/knock', ['door' => $door, 'from' => $from], [], $server);
    }

    private static function boss(int $number): Caller
    {
        return TestApi::admin()->over(new Connection('7 9', $number), false);
    }

    private static function arrival(int $number, bool $isNew): Arrival
    {
        return new Arrival(new Connection('7 9', $number), false, null, $isNew);
    }
}
