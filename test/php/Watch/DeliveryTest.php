<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Watch;

use Modules\ModuleSecurityChecklist\Lib\Ports\Mail;
use Modules\ModuleSecurityChecklist\Lib\Watch\Delivery;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\Fate;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\PretendedTime;
use PHPUnit\Framework\TestCase;

final class DeliveryTest extends TestCase
{
    /** @var list<float> when it was tried, in seconds */
    private array $tries = [];

    public function testOneThatGoesIsSentOnce(): void
    {
        self::assertTrue($this->send(true, 1));
        self::assertSame([0.0], $this->tries);
    }

    public function testAServerThatComesAfterTheStartOfTheMachineIsWaitedFor(): void
    {
        self::assertTrue($this->send(true, 3));
        self::assertSame([0.0, 30.0, 150.0], $this->tries);
    }

    public function testOneThatNeverGoesIsNotSaidToBeTold(): void
    {
        self::assertFalse($this->send(true, 99));
        self::assertSame([0.0, 30.0, 150.0, 750.0], $this->tries);
    }

    public function testWithoutAReaderNothingIsTried(): void
    {
        self::assertFalse($this->send(false, 1));
        self::assertSame([], $this->tries);
    }

    private function send(bool $hasReader, int $takenAt): bool
    {
        $time = new PretendedTime(new Fate());
        $start = $time->uptime;
        $mail = $this->createMock(Mail::class);
        $mail->method('hasReader')->willReturn($hasReader);
        $mail->method('send')->with('subject', ['line'])->willReturnCallback(
            function () use ($time, $start, $takenAt): bool {
                $this->tries[] = $time->uptime - $start;
                return count($this->tries) === $takenAt;
            }
        );
        return (new Delivery($mail, $time))->send('subject', ['line']);
    }
}
