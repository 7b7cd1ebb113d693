<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Core;

use Modules\ModuleSecurityChecklist\Lib\Core\Plans\ModelNotices;
use Modules\ModuleSecurityChecklist\Test\Support\Core\FakeContainer;
use Phalcon\Di\Di;
use PHPUnit\Framework\TestCase;
use RuntimeException;

final class ModelNoticesTest extends TestCase
{
    private const QUEUE = 'beanstalkConnectionModels';
    private const SIP = '{"model":"MikoPBX\\\\Common\\\\Models\\\\Sip"}';

    private FakeContainer $container;
    /** @var object{told: list<string>} */
    private object $queue;

    public static function setUpBeforeClass(): void
    {
        require_once __DIR__ . '/../../stubs/phalcon.php';
    }

    protected function setUp(): void
    {
        $this->container = new FakeContainer();
        Di::setDefault($this->container);
        $this->queue = new class () {
            /** @var list<string> */
            public array $told = [];

            public function publish(string $notice): void
            {
                $this->told[] = $notice;
            }
        };
        $this->container->setShared(self::QUEUE, $this->queue);
    }

    protected function tearDown(): void
    {
        Di::reset();
    }

    public function testWhatModelsTellDuringTheWorkIsToldOnceAfterIt(): void
    {
        $notices = new ModelNotices();
        $result = $notices->once(function () use ($notices): string {
            $this->save();
            $this->save();
            // One in the other is one.
            $notices->once(function (): void {
                $this->save();
            });
            self::assertSame([], $this->queue->told);
            return 'done';
        });
        self::assertSame('done', $result);
        self::assertSame([self::SIP], $this->queue->told);
        self::assertSame($this->queue, $this->container->getShared(self::QUEUE));
    }

    public function testItIsToldAlsoWhereTheWorkBreaksOff(): void
    {
        try {
            (new ModelNotices())->once(function (): void {
                $this->save();
                $this->breakOff();
            });
        } catch (RuntimeException $broken) {
            self::assertSame('broken off', $broken->getMessage());
        }
        $this->save();
        self::assertSame([self::SIP, self::SIP], $this->queue->told);
    }

    private function breakOff(): void
    {
        throw new RuntimeException('broken off');
    }

    /**
     * As Core's models do.
     */
    private function save(): void
    {
        $queue = $this->container->getShared(self::QUEUE);
        if (is_object($queue) && method_exists($queue, 'publish')) {
            $queue->publish(self::SIP);
        }
    }
}
