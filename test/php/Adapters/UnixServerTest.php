<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Adapters;

use ErrorException;
use Modules\ModuleSecurityChecklist\Lib\Adapters\UnixLine;
use Modules\ModuleSecurityChecklist\Lib\Adapters\UnixServer;
use PHPUnit\Framework\TestCase;

/**
 * Sockets, locks and processes of the machine.
 *
 * @group system
 */
final class UnixServerTest extends TestCase
{
    private string $folder;

    protected function setUp(): void
    {
        $this->folder = sys_get_temp_dir() . '/seccheck-' . bin2hex(random_bytes(6));
        mkdir($this->folder, 0700);
        // As Core's handler of errors, which ends a worker.
        set_error_handler(static function (int $level, string $text): bool {
            if ((error_reporting() & $level) !== 0) {
                throw new ErrorException($text);
            }
            return true;
        });
    }

    protected function tearDown(): void
    {
        restore_error_handler();
        rmdir($this->folder);
    }

    public function testAnAskerWhoDoesNotWaitForTheAnswerEndsNoWorker(): void
    {
        $server = new UnixServer($this->folder);
        $this->hangUpAfter("rules\n");
        $server->serve(1.0, static fn (): string => str_repeat('a', 4096));
        self::assertNull(error_get_last());

        $asker = $this->hold("rules\n");
        $server->serve(1.0, static fn (string $question): string => "answer to $question");
        self::assertSame('answer to rules', stream_get_contents($asker));
        fclose($asker);
    }

    public function testAnAskerWhoSaysNothingWholeIsDropped(): void
    {
        $server = new UnixServer($this->folder);
        $this->hangUpAfter('ru');
        $asked = [];
        $server->serve(1.0, static function (string $question) use (&$asked): string {
            $asked[] = $question;
            return '';
        });
        self::assertSame([], $asked);
    }

    private function hangUpAfter(string $said): void
    {
        fclose($this->hold($said));
    }

    /**
     * @return resource
     */
    private function hold(string $said)
    {
        $asker = stream_socket_client('unix://' . $this->folder . '/' . UnixLine::NAME, $code, $text, 1.0);
        self::assertNotFalse($asker);
        fwrite($asker, $said);
        return $asker;
    }
}
