<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Adapters;

use Modules\ModuleSecurityChecklist\Lib\Adapters\BanServer;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Test\Support\FakeCommands;
use Modules\ModuleSecurityChecklist\Test\Support\FakeFiles;
use PHPUnit\Framework\TestCase;

final class BanServerTest extends TestCase
{
    private const STOP = 'fail2ban-client -x stop';
    private const PID = '/var/run/fail2ban/fail2ban.pid';
    private const RUNNING = [self::PID => "77\n", '/proc/77/cmdline' => "/usr/bin/python3\0/usr/bin/fail2ban-server\0-b"];

    /**
     * @param list<string>|CannotRead $said
     * @param array<string, string>   $files
     *
     * @return list<array{int, int}> signals that were sent
     */
    private static function signals($said, array $files): array
    {
        $commands = new FakeCommands();
        $commands->prints = [self::STOP => $said];
        $sent = [];
        $signal = static function (int $pid, int $signal) use (&$sent): void {
            $sent[] = [$pid, $signal];
        };
        (new BanServer($commands, new FakeFiles($files), $signal))->stop();
        return $sent;
    }

    public function testAServerThatStopsIsLeftToIt(): void
    {
        self::assertSame([], self::signals(['Shutdown successful'], self::RUNNING));
        self::assertSame([], self::signals(new CannotRead(CannotRead::FAILED, 'fail2ban-client'), self::RUNNING), 'none runs');
    }

    public function testAServerThatNeverComesToItsEndIsEnded(): void
    {
        $stuck = new CannotRead(CannotRead::TIMEOUT, 'fail2ban-client');
        self::assertSame([[77, 9]], self::signals($stuck, self::RUNNING));
    }

    public function testNothingElseIsEnded(): void
    {
        $stuck = new CannotRead(CannotRead::TIMEOUT, 'fail2ban-client');
        foreach (['0', '-1', '77; reboot', '', '1'] as $pid) {
            self::assertSame([], self::signals($stuck, [self::PID => $pid, '/proc/1/cmdline' => '/bin/init'] + self::RUNNING));
        }
        self::assertSame([], self::signals($stuck, []));
        self::assertSame([], self::signals($stuck, ['/proc/77/cmdline' => "/bin/asterisk\0-f"] + self::RUNNING));
    }
}
