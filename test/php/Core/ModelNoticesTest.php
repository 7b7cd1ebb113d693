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
    /** @var list<string> */
    private array $told = [];

    protected function setUp(): void
    {
        $this->container = new FakeContainer();
        Di::setDefault($this->container);
        $told = &$this->told;
        $this->container->setShared(self::QUEUE, new class ($told) {
            /** @var list<string> */
            private array $told;

            /** @param list<string> $told */
            public function __construct(array &$told)
            {
                $this->told = &$told;
            }

            public function publish(string $notice): void
            {
                $this->told[] = $notice;
            }
        });
    }

    protected function tearDown(): void
    {
        Di::reset();
    }

    public function testWhatModelsTellDuringTheWorkIsToldOnceAfterIt(): void
    {
        $queue = $this->container->getShared(self::QUEUE);
        $notices = new ModelNotices();
        $result = $notices->once(function () use ($notices): string {
            $this->save();
            $this->save();
            // One in the other is one.
            $notices->once(function (): void {
                $this->save();
            });
            self::assertSame([], $this->told);
            return 'done';
        });
        self::assertSame('done', $result);
        self::assertSame([self::SIP], $this->told);
        self::assertSame($queue, $this->container->getShared(self::QUEUE));
    }

    public function testItIsToldAlsoWhereTheWorkBreaksOff(): void
    {
        try {
            (new ModelNotices())->once(function (): void {
                $this->save();
                throw new RuntimeException('broken off');
            });
            self::fail();
        } catch (RuntimeException $broken) {
            self::assertSame('broken off', $broken->getMessage());
        }
        $this->save();
        self::assertSame([self::SIP, self::SIP], $this->told);
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
